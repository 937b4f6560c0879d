package com.mogplex.mcp.protocol;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** From a request to its result: chooses the era that the request is spoken in. Safe for use by many threads. */
public final class Dispatcher {
    private final Era handshake;
    private final Era stateless;

    /** @param features the methods that both eras share, by name */
    public Dispatcher(Map<String, Method> features, ServerIdentity identity) {
        handshake = new HandshakeEra(features, identity);
        stateless = new StatelessEra(features, identity);
    }

    /** Whether a request is spoken in the stateless era. */
    public static boolean isStateless(Incoming.Request request) {
        return StatelessEra.claims(request);
    }

    /**
     * Checks what every request of the stateless era must say of itself, for transports that answer such a mistake in a
     * way of their own.
     *
     * @throws RpcException if it does not
     */
    public static void admitStateless(Incoming.Request request) {
        StatelessEra.admit(request.params());
    }

    /** The result, or a failure with {@link RpcException}. Does not block, and does not throw. */
    public CompletionStage<ObjectNode> dispatch(Incoming.Request request, CallContext context) {
        Era era = StatelessEra.claims(request) ? stateless : handshake;
        try {
            return era.answer(request, context);
        } catch (RuntimeException | Error failure) {
            // An Error too: a request that meets a fault of ours is owed an answer, and the next one a server.
            return CompletableFuture.failedFuture(failure);
        }
    }
}
