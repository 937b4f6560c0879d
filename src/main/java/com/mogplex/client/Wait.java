package com.mogplex.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A pause before a request is sent, or sent again: somebody who waits for the answer may want to know why.
 *
 * @param length how long it will take
 * @param reason what it is waited for; the request itself has not failed yet
 */
public record Wait(Duration length, MogplexException reason) {
    public Wait {
        requireNonNull(length, "length is null");
        requireNonNull(reason, "reason is null");
    }
}
