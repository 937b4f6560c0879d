package com.mogplex.mcp.transport.http;

import com.mogplex.client.MogplexClient;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.transport.Connection;
import java.util.function.Supplier;

/**
 * Who sent a request.
 *
 * @param client the API under the token that this caller's requests use
 */
record Caller(Principal principal, Supplier<MogplexClient> client) {
    /** A connection of this caller's: what it is given to bring back is sealed for it, and any replica can tell. */
    Connection connect(Dispatcher dispatcher) {
        return new Connection(dispatcher, client, principal::seal);
    }
}
