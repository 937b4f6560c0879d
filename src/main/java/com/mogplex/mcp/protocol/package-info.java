/**
 * The Model Context Protocol as a function from a request to a result, in both of its eras. It knows nothing of how
 * messages travel.
 */
package com.mogplex.mcp.protocol;
