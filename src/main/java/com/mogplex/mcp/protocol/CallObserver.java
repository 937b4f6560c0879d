package com.mogplex.mcp.protocol;

import com.mogplex.client.RequestObserver;
import java.util.Optional;
import java.util.function.Function;

/** Is told of every request, by those who count or trace. Must return quickly, and never throw. */
@FunctionalInterface
public interface CallObserver {
    /** Nobody listens. */
    CallObserver NONE = call -> Observation.NONE;

    /**
     * A request that is about to be answered. Whatever of it comes from the caller may be any text.
     *
     * @param transport on which it came: one of a few words
     * @param header the value of a header of the HTTP request that brought it
     */
    record Call(Incoming.Request request, String transport, Function<String, Optional<String>> header) {}

    /** How a request can end. */
    enum Outcome {
        /** With a result. */
        OK,
        /** With a tool's result that says what went wrong. */
        TOOL_ERROR,
        /** It was a mistake in how the protocol is used. */
        PROTOCOL_ERROR,
        /** By a fault of this program. */
        FAULT,
        /** Nobody waited any more. */
        CANCELLED
    }

    /** One request that is being answered. */
    interface Observation {
        Observation NONE = outcome -> {};

        /** Who hears of what the request leads to upstream. */
        default RequestObserver requests() {
            return RequestObserver.NONE;
        }

        /** Called once. */
        void end(Outcome outcome);
    }

    /** A request is about to be answered. */
    Observation begin(Call call);
}
