package com.mogplex.client;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * Is told of the requests that a client sends, by those who count or trace them. Is called on any thread; must return
 * quickly and never throw. Learns no token, no id and no text of a caller's.
 */
public interface RequestObserver {
    /** Nobody listens. */
    RequestObserver NONE = new RequestObserver() {};

    /**
     * A request that is about to be sent.
     *
     * @param route method and path with placeholders: one of the few of the v1 API
     * @param attempt the how-manieth try this is, from 1
     * @param host of the API
     * @param port of the API
     */
    record Sending(String route, int attempt, String host, int port) {}

    /** Hears how a request ended. */
    @FunctionalInterface
    interface Sent {
        /**
         * It has ended.
         *
         * @param status of the answer; empty if there was none: unreachable, cut off, too late, or given up
         */
        void ended(OptionalInt status);
    }

    /** A request waited so long for its place in its token's budget. */
    default void waited(Duration pause) {}

    /**
     * A request is about to be sent.
     *
     * @param headers takes what is to go along with it, to the API and nowhere else
     */
    default Sent sending(Sending request, BiConsumer<String, String> headers) {
        return status -> {};
    }
}
