package com.mogplex.client;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.ErrorCode;
import com.mogplex.client.Scheduler.Alarm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one token may send: {@value #LIMIT} requests in any {@value #WINDOW_SECONDS} seconds, as the API counts them.
 * Calls that someone waits for go first; the polls of followers share what is left, evenly spaced, so that a call
 * always finds a place soon. Source: the v1 documents, "Rate limits". Safe for use by many threads.
 */
final class RequestBudget {
    static final int LIMIT = 60;
    static final int WINDOW_SECONDS = 60;

    /** Places that followers leave free, for a burst of calls. */
    private static final int RESERVED_FOR_CALLS = 6;
    /** What followers get a minute, however many calls there are: they slow down, but do not stop. */
    private static final int LEAST_FOR_FOLLOWERS = 6;
    /** The API's clock decides when a place is free again; a little later is surely late enough. */
    private static final Duration WINDOW = Duration.ofSeconds(WINDOW_SECONDS).plusMillis(100);

    /** The common window is a minute's: who says much more is mistaken, and must not silence a token for a day. */
    private static final Duration LONGEST_COMMON_PAUSE = Duration.ofMinutes(2);

    /** What a request is for. */
    enum Use {
        /** Someone waits for the answer. */
        CALL,
        /** The same, and it counts against the API's separate budget of starts, too. */
        START,
        /** A look at a run that is being followed. */
        FOLLOW
    }

    /** The right to send one request now. */
    final class Permit {
        private final Use use;

        private Permit(Use use) {
            this.use = use;
        }

        /** When the request's exchange has ended: the API counted it before this moment. */
        void exchanged() {
            count(this);
        }

        /** When no request was sent after all. */
        void unused() {
            takeBack(this);
        }
    }

    private record Waiting(Use use, CompletableFuture<Permit> permit) {}

    /** A request that the API still counts. */
    private record Counted(Use use, long freeAt) {}

    private final Scheduler scheduler;
    private final int limit;
    private final Map<Use, Deque<Waiting>> queues = new EnumMap<>(Use.class);
    private final Map<Use, Long> pausedUntil = new EnumMap<>(Use.class);
    private final Deque<Counted> counted = new ArrayDeque<>();
    private int underWay;
    private int callsInWindow;
    private long nextFollowAt;
    private @Nullable Alarm alarm;

    /** The hosted API's budget. */
    RequestBudget(Scheduler scheduler) {
        this(scheduler, LIMIT);
    }

    /** @param limit requests in any {@value #WINDOW_SECONDS} seconds, more than {@value #RESERVED_FOR_CALLS} */
    RequestBudget(Scheduler scheduler, int limit) {
        this.scheduler = scheduler;
        this.limit = limit;
        long now = scheduler.nanoTime();
        nextFollowAt = now;
        for (Use use : Use.values()) {
            queues.put(use, new ArrayDeque<>());
            pausedUntil.put(use, now);
        }
    }

    /**
     * Waits for the right to send one request.
     *
     * @param patience how long the caller can wait
     * @return fails at once with {@code RATE_LIMITED} if a call could not be sent in time; cancelling it gives the
     *     place in the queue up
     */
    CompletableFuture<Permit> acquire(Use use, Duration patience) {
        CompletableFuture<Permit> permit = new CompletableFuture<>();
        synchronized (this) {
            Duration wait = scheduler.until(earliest(use));
            if (use != Use.FOLLOW && wait.compareTo(patience) > 0) {
                permit.completeExceptionally(usedUp(wait));
                return permit;
            }
            queue(use).add(new Waiting(use, permit));
        }
        grant();
        return permit;
    }

    /** How long a request would wait for its place if it came now. */
    synchronized Duration expectedWait(Use use) {
        return scheduler.until(earliest(use));
    }

    static MogplexException usedUp(Duration wait) {
        return MogplexException.of(
                ErrorCode.RATE_LIMITED,
                ErrorCode.RATE_LIMITED.httpStatus(),
                "This token's request budget is used up for now.",
                wait);
    }

    /**
     * The API refused a request with 429: everyone under the token pauses. Starts have a budget of their own besides,
     * which can be used up for a day: after a start, starts pause for as long as the API said.
     */
    void refused(Use use, Duration retryAfter) {
        synchronized (this) {
            long now = scheduler.nanoTime();
            Duration common = retryAfter.compareTo(LONGEST_COMMON_PAUSE) > 0 ? LONGEST_COMMON_PAUSE : retryAfter;
            pausedUntil.replaceAll((paused, until) -> Math.max(until, now + common.toNanos()));
            if (use == Use.START) {
                pausedUntil.merge(Use.START, now + retryAfter.toNanos(), Math::max);
            }
        }
        grant();
    }

    private void count(Permit permit) {
        synchronized (this) {
            underWay--;
            counted.add(new Counted(permit.use, scheduler.nanoTime() + WINDOW.toNanos()));
        }
        grant();
    }

    /** Hands out all permits that are due, and sets the alarm for the next one. */
    private void grant() {
        List<Waiting> due = new ArrayList<>();
        synchronized (this) {
            forgetOld();
            boolean more = true;
            while (more) {
                more = takeNext(due);
            }
            setAlarm();
        }
        // Outside of the lock: what follows a permit is foreign code. One that was cancelled meanwhile is given back.
        for (Waiting waiting : due) {
            Permit permit = new Permit(waiting.use());
            if (!waiting.permit().complete(permit)) {
                permit.unused();
            }
        }
    }

    private void takeBack(Permit permit) {
        synchronized (this) {
            underWay--;
            if (permit.use != Use.FOLLOW) {
                callsInWindow--;
            }
        }
        grant();
    }

    private void forgetOld() {
        long now = scheduler.nanoTime();
        while (!counted.isEmpty() && counted.peek().freeAt() - now <= 0) {
            if (counted.remove().use() != Use.FOLLOW) {
                callsInWindow--;
            }
        }
    }

    private boolean takeNext(List<Waiting> due) {
        for (Use use : Use.values()) {
            Deque<Waiting> queue = queue(use);
            queue.removeIf(waiting -> waiting.permit().isDone());
            if (!queue.isEmpty() && scheduler.until(earliestNext(use)).isZero()) {
                due.add(queue.remove());
                underWay++;
                if (use == Use.FOLLOW) {
                    nextFollowAt = scheduler.nanoTime() + followerSpacing();
                } else {
                    callsInWindow++;
                }
                return true;
            }
        }
        return false;
    }

    /** When the first in this queue can go; far away if that depends on exchanges that are under way. */
    private long earliestNext(Use use) {
        long place = placeFreeAt(0, use == Use.FOLLOW ? limit - RESERVED_FOR_CALLS : limit);
        long earliest = Math.max(place, pausedUntil(use));
        return use == Use.FOLLOW ? Math.max(earliest, nextFollowAt) : earliest;
    }

    /** When one more at the end of this queue could go, at best. */
    private long earliest(Use use) {
        forgetOld();
        int before = queue(Use.CALL).size() + queue(Use.START).size();
        return Math.max(placeFreeAt(before, limit), pausedUntil(use));
    }

    private long placeFreeAt(int before, int places) {
        int tooMany = counted.size() + underWay + before - places;
        if (tooMany < 0) {
            return scheduler.nanoTime();
        }
        Iterator<Counted> oldest = counted.iterator();
        long freeAt = scheduler.nanoTime() + WINDOW.toNanos();
        for (int i = 0; i <= tooMany && oldest.hasNext(); i++) {
            long candidate = oldest.next().freeAt();
            freeAt = i == tooMany ? candidate : freeAt;
        }
        return freeAt;
    }

    private Deque<Waiting> queue(Use use) {
        return requireNonNull(queues.get(use));
    }

    private long pausedUntil(Use use) {
        return requireNonNull(pausedUntil.get(use));
    }

    /** Nanoseconds between two polls, so that followers use up their share evenly and never in one go. */
    private long followerSpacing() {
        int share = Math.max(LEAST_FOR_FOLLOWERS, limit - RESERVED_FOR_CALLS - callsInWindow);
        return WINDOW.toNanos() / share;
    }

    private void setAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
        long now = scheduler.nanoTime();
        long next = Long.MAX_VALUE;
        for (Use use : Use.values()) {
            if (!queue(use).isEmpty()) {
                next = Math.min(next, earliestNext(use) - now);
            }
        }
        if (next != Long.MAX_VALUE) {
            alarm = scheduler.after(Duration.ofNanos(Math.max(0, next)), this::grant);
        }
    }
}
