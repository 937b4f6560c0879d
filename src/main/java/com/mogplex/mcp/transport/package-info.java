/** How messages travel: framing, what is in flight, cancellation and progress. It knows nothing of tools. */
package com.mogplex.mcp.transport;
