/** MCP over HTTP, for many callers: Streamable HTTP in both eras, HTTP+SSE, and what keeps everybody else out. */
package com.mogplex.mcp.transport.http;
