/** Runs as resources, for hosts that let people attach them. */
package com.mogplex.mcp.resource;
