package com.mogplex.local.http;

import com.mogplex.local.store.Token;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The contract's limits: 60 requests a minute for each token, and 10 run starts a minute, 30 an hour and 150 a day for
 * each user. They are this process's own: a restart, and another server on the same store, count anew.
 */
public final class Limits {
    private static final int REQUESTS_A_MINUTE = 60;
    private static final long REQUEST_RETRY_SECONDS = 60;
    private static final String BURST = "External Mogplex run rate limit exceeded";
    private static final String DAILY = "Daily external Mogplex run quota exceeded";

    private final boolean enabled;
    private final RollingWindow requests;
    private final List<Budget> budgets;

    private record Budget(RollingWindow window, String message) {}

    private Limits(boolean enabled, Clock clock) {
        this.enabled = enabled;
        requests = new RollingWindow(REQUESTS_A_MINUTE, Duration.ofMinutes(1), clock);
        budgets = List.of(
                new Budget(new RollingWindow(10, Duration.ofMinutes(1), clock), BURST),
                new Budget(new RollingWindow(30, Duration.ofHours(1), clock), BURST),
                new Budget(new RollingWindow(150, Duration.ofDays(1), clock), DAILY));
    }

    public static Limits enforced(Clock clock) {
        return new Limits(true, clock);
    }

    public static Limits none() {
        return new Limits(false, Clock.systemUTC());
    }

    /** Counts a request. One that is refused does not count. */
    void takeRequest(Token token) {
        if (enabled && !requests.take(token.id())) {
            throw new RateLimited("Rate limit exceeded. Retry after 60s.", REQUEST_RETRY_SECONDS);
        }
    }

    /** Counts a run start, whatever becomes of it, unless one of the budgets is used up. */
    synchronized void takeRunStart(Token token) {
        if (!enabled) {
            return;
        }
        for (Budget budget : budgets) {
            Optional<Duration> wait = budget.window().full(token.userId());
            if (wait.isPresent()) {
                throw new RateLimited(budget.message(), wholeSeconds(wait.get()));
            }
        }
        budgets.forEach(budget -> budget.window().count(token.userId()));
    }

    /** Rounded up: who waits this long is not refused again. */
    private static long wholeSeconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000);
    }
}
