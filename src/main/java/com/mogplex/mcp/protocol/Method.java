package com.mogplex.mcp.protocol;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * One method of the protocol.
 *
 * @param handler from the params to the result; fails with {@link RpcException}
 * @param caching what the stateless era tells clients about keeping the result
 */
public record Method(Handler handler, Caching caching) {
    /** Answers one request. */
    @FunctionalInterface
    public interface Handler {
        CompletionStage<ObjectNode> handle(ObjectNode params, CallContext context);
    }

    /** Who may keep a result, if anyone. */
    public enum Caching {
        /** Not a list or a read: carries no hints. */
        NONE,
        /** The same for everybody. */
        PUBLIC,
        /** The caller's own, and stale at once. */
        PRIVATE
    }

    public Method {
        requireNonNull(handler, "handler is null");
        requireNonNull(caching, "caching is null");
    }

    /** The result of one request; a handler that throws has failed like one whose stage does. */
    CompletionStage<ObjectNode> answer(ObjectNode params, CallContext context) {
        try {
            return handler.handle(params, context);
        } catch (RuntimeException | Error failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Answers at once, without waiting for anything. */
    public static Method immediate(Caching caching, Function<ObjectNode, ObjectNode> answer) {
        return new Method((params, context) -> CompletableFuture.completedFuture(answer.apply(params)), caching);
    }
}
