package com.mogplex.mcp.transport.http;

/**
 * Where metrics and probes are served, apart from the callers.
 *
 * @param port 0 is any free one
 */
public record AdminAddress(String host, int port) {}
