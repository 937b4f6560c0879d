/** What is counted and traced of the calls that come over HTTP. Loaded only as far as somebody asked for it. */
package com.mogplex.mcp.telemetry;
