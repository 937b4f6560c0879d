package com.mogplex.mcp.transport.http;

import com.mogplex.client.MogplexClient;
import java.util.function.Supplier;

/**
 * Who sent a request.
 *
 * @param client the API under the token that this caller's requests use
 */
record Caller(Principal principal, Supplier<MogplexClient> client) {}
