package com.mogplex.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends one request under one token, once. */
interface Exchange {
    /**
     * Sends it and reads the answer.
     *
     * @param attempt the how-manieth try this is, from 1; for the log
     * @param timeout for the whole exchange, the last byte included
     * @return the answer's data, checked but not sanitized; fails with {@link MogplexException} only. Cancelling it
     *     breaks the exchange off.
     */
    <T> CompletableFuture<T> send(ApiRequest<T> request, int attempt, Duration timeout);
}
