package com.mogplex.local.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** At most so many of something, for each key, in any stretch of time of the given length. */
final class RollingWindow {
    private final int limit;
    private final Duration length;
    private final Clock clock;
    private final Map<String, Deque<Instant>> taken = new HashMap<>();

    RollingWindow(int limit, Duration length, Clock clock) {
        this.limit = limit;
        this.length = length;
        this.clock = clock;
    }

    /** How long until there is room; empty if there is room now. Does not count. */
    synchronized Optional<Duration> full(String key) {
        Instant now = clock.instant();
        Deque<Instant> times = times(key);
        Instant start = now.minus(length);
        while (!times.isEmpty() && !times.getFirst().isAfter(start)) {
            times.removeFirst();
        }
        return times.size() < limit
                ? Optional.empty()
                : Optional.of(Duration.between(now, times.getFirst().plus(length)));
    }

    synchronized void count(String key) {
        times(key).addLast(clock.instant());
    }

    /** Counts one, unless there is no room for it. */
    synchronized boolean take(String key) {
        if (full(key).isPresent()) {
            return false;
        }
        count(key);
        return true;
    }

    private Deque<Instant> times(String key) {
        return taken.computeIfAbsent(key, unused -> new ArrayDeque<>());
    }
}
