package com.mogplex.mcp.transport.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpStatus;

/** Counts what principals do at once, so that none takes the server from the others. */
final class Admission {
    /** A place is free as soon as one call ends. */
    private static final Map<String, String> RETRY_SOON = Map.of("Retry-After", "1");

    private final String what;
    private final int perPrincipal;
    private final int all;
    private final Map<Principal, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private volatile boolean closed;

    /** @param what for the refusal: "calls" */
    Admission(String what, int perPrincipal, int all) {
        this.what = what;
        this.perPrincipal = perPrincipal;
        this.all = all;
    }

    /**
     * Takes a place.
     *
     * @return gives it back; the second time it does nothing
     * @throws Refusal 429 if this principal has as many as one may, 503 if all have as many as all may, or if closed
     */
    Runnable enter(Principal principal) {
        if (total.incrementAndGet() > all) {
            total.decrementAndGet();
            throw Refusal.of(
                    HttpStatus.SERVICE_UNAVAILABLE_503, "The server has all the " + what + " it takes", RETRY_SOON);
        }
        if (closed) {
            total.decrementAndGet();
            throw Refusal.of(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "This server is about to end; send it again, and another will take it",
                    RETRY_SOON);
        }
        counts.compute(principal, (same, count) -> {
            int now = count == null ? 0 : count;
            if (now >= perPrincipal) {
                total.decrementAndGet();
                throw Refusal.of(
                        HttpStatus.TOO_MANY_REQUESTS_429,
                        "You have " + now + " " + what + " at once, which is the most; wait for one to end",
                        RETRY_SOON);
            }
            return now + 1;
        });
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave(principal);
            }
        };
    }

    /** Lets nobody in any more. Who took a place before is counted in {@link #taken()} from now on. */
    void close() {
        closed = true;
    }

    /** How many places are taken. */
    int taken() {
        return total.get();
    }

    private void leave(Principal principal) {
        counts.computeIfPresent(principal, (same, count) -> count == 1 ? null : count - 1);
        total.decrementAndGet();
    }
}
