package com.mogplex.client;

import static com.mogplex.client.MogplexException.Fault.UNKNOWN_HOST;

import com.mogplex.api.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The one place that decides whether and when a request is sent again. Every request of this client may be: reads and
 * the cancel change nothing twice, and a start stays under its one idempotency key. Source: the v1 documents, "Errors".
 */
final class RetryPolicy {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** A caller waits; after some seconds of failures it is better off with the error. */
    private static final int MAX_ATTEMPTS = 5;

    private final DoubleSupplier random;

    RetryPolicy() {
        this(() -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random in [0, 1) */
    RetryPolicy(DoubleSupplier random) {
        this.random = random;
    }

    /** For one call that a caller waits for. */
    Retries forOneCall() {
        return new Retries(false);
    }

    /** For a run that is already being followed: what is transient is waited out, however often it comes. */
    Retries forFollowing() {
        return new Retries(true);
    }

    /** What has failed so far, for one call. Not safe for use by many threads. */
    final class Retries {
        private final boolean following;
        private int failures;
        private boolean hadInternalError;

        private Retries(boolean following) {
            this.following = following;
        }

        /** The number of the attempt that comes next, from 1. */
        int nextAttempt() {
            return failures + 1;
        }

        /**
         * How long to pause before the next attempt.
         *
         * @param left what is left of the caller's time
         * @return empty if there is to be no other attempt, or none that begins in time
         */
        Optional<Duration> pauseAfter(MogplexException failure, Duration left) {
            failures++;
            boolean again = following ? failure.retryable() : failures < MAX_ATTEMPTS && worthAnother(failure);
            hadInternalError |= isInternalError(failure);
            return again ? Optional.of(pause(failure)).filter(pause -> pause.compareTo(left) < 0) : Optional.empty();
        }

        /** A failed look-up is remembered by the JVM for longer than all attempts of one call take. */
        private boolean worthAnother(MogplexException failure) {
            return failure.retryable()
                    && failure.fault().filter(UNKNOWN_HOST::equals).isEmpty()
                    && !(isInternalError(failure) && hadInternalError);
        }

        private boolean isInternalError(MogplexException failure) {
            return failure.errorCode()
                    .map(ErrorCode::retry)
                    .filter(ErrorCode.Retry.ONCE::equals)
                    .isPresent();
        }

        /** Exponential, with full jitter, and not before the API said. */
        private Duration pause(MogplexException failure) {
            Duration most = LONGEST_PAUSE;
            if (failures <= 6) {
                Duration doubled = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
                most = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
            Duration jitter = Duration.ofNanos((long) (most.toNanos() * random.getAsDouble()));
            Duration told = failure.retryAfter().orElse(Duration.ZERO);
            return told.compareTo(jitter) > 0 ? told : jitter;
        }
    }
}
