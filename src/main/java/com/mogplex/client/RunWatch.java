package com.mogplex.client;

import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;
import static com.mogplex.client.RequestBudget.Use.CALL;
import static com.mogplex.client.RequestBudget.Use.FOLLOW;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunEvents;
import com.mogplex.client.RequestBudget.Use;
import com.mogplex.client.RetryPolicy.Retries;
import com.mogplex.client.Scheduler.Alarm;
import com.mogplex.sanitize.Sanitizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one run for all who wait for it, and only as long as somebody does. All of its state belongs to its mailbox.
 *
 * <p>It is idle, or a poll is under way, or an alarm is set for the next one.
 */
final class RunWatch {
    /** More events than an agent makes between two looks; if there are more still, the next look asks for all. */
    private static final int HEADROOM = 20;
    /** What is known is kept so long for somebody who waits in turns. */
    private static final Duration LINGER = Duration.ofSeconds(60);

    /** One who waits. */
    private static final class Waiter {
        private final Predicate<RunSnapshot> wanted;
        private final Consumer<RunSnapshot> onChange;
        private final long until;
        private final long firstLookUntil;
        private final CompletableFuture<RunSnapshot> answer;
        private final RequestObserver observer;
        private @Nullable RunSnapshot shown;
        private boolean overdue;

        Waiter(
                Predicate<RunSnapshot> wanted,
                Consumer<RunSnapshot> onChange,
                long until,
                long firstLookUntil,
                CompletableFuture<RunSnapshot> answer,
                RequestObserver observer) {
            this.wanted = wanted;
            this.onChange = onChange;
            this.until = until;
            this.firstLookUntil = Math.max(until, firstLookUntil);
            this.answer = answer;
            this.observer = observer;
        }

        /** As long as it has seen nothing, it has more patience. */
        long bound() {
            return shown == null ? firstLookUntil : until;
        }

        /** @param last whether there will never be another */
        void show(RunSnapshot snapshot, boolean last) {
            try {
                if (!snapshot.equals(shown)) {
                    shown = snapshot;
                    onChange.accept(snapshot);
                }
                if (last || wanted.test(snapshot) || overdue) {
                    answer.complete(snapshot);
                }
            } catch (RuntimeException e) {
                // A waiter's own mistake ends its waiting and nobody else's.
                answer.completeExceptionally(e);
            }
        }
    }

    private final String runId;
    private final ApiCaller caller;
    private final RetryPolicy policy;
    private final Scheduler scheduler;
    private final Duration shortestInterval;
    private final Runnable onForgotten;
    private final EventLog events;

    private final Mailbox mailbox = new Mailbox();
    private final List<Waiter> waiters = new ArrayList<>();
    private Retries trouble;
    private @Nullable RunSnapshot snapshot;
    private @Nullable MogplexException lastFailure;
    private long seenAt;
    private long leftAt;
    private Duration interval;
    private @Nullable CompletableFuture<?> poll;
    private @Nullable Alarm next;
    private boolean moreEventsWaiting = true;
    private boolean endSeen;
    private boolean ended;
    private boolean forgotten;

    RunWatch(
            String runId,
            ApiCaller caller,
            RetryPolicy policy,
            Sanitizer sanitizer,
            Scheduler scheduler,
            Duration shortestInterval,
            Runnable onForgotten) {
        this.runId = runId;
        this.caller = caller;
        this.policy = policy;
        this.scheduler = scheduler;
        this.shortestInterval = shortestInterval;
        this.interval = shortestInterval;
        this.onForgotten = onForgotten;
        this.events = new EventLog(sanitizer);
        this.trouble = policy.forOneCall();
    }

    /** Waits; {@code elsewhere} is run instead if this watch has been given up meanwhile. */
    void join(
            Predicate<RunSnapshot> wanted,
            Consumer<RunSnapshot> onChange,
            Duration bound,
            Duration firstLook,
            CompletableFuture<RunSnapshot> answer,
            RequestObserver observer,
            Runnable elsewhere) {
        long now = scheduler.nanoTime();
        Waiter waiter =
                new Waiter(wanted, onChange, now + bound.toNanos(), now + firstLook.toNanos(), answer, observer);
        mailbox.put(() -> {
            if (forgotten) {
                elsewhere.run();
            } else {
                admit(waiter);
            }
        });
    }

    private void admit(Waiter waiter) {
        waiters.add(waiter);
        Alarm atBound = scheduler.after(scheduler.until(waiter.until), () -> mailbox.put(() -> boundReached(waiter)));
        Alarm atLast = scheduler.after(scheduler.until(waiter.firstLookUntil), () -> mailbox.put(() -> giveUp(waiter)));
        waiter.answer.whenComplete((answer, failure) -> {
            atBound.cancel();
            atLast.cancel();
            mailbox.put(() -> leave(waiter));
        });
        if (snapshot != null && isFresh()) {
            waiter.show(snapshot, ended);
        }
        if (isIdle() && !waiter.answer.isDone()) {
            if (snapshot != null && isFresh()) {
                pollLater(scheduler.until(seenAt + shortestInterval.toNanos()), FOLLOW);
            } else {
                // Nobody has looked for a while: any number of events may have come.
                moreEventsWaiting = true;
                poll(CALL);
            }
        }
    }

    private boolean isFresh() {
        return ended || scheduler.nanoTime() - seenAt < interval.toNanos();
    }

    private boolean isIdle() {
        return poll == null && next == null;
    }

    /** Who has seen nothing yet gets what the first look finds, however late it comes. */
    private void boundReached(Waiter waiter) {
        if (waiter.shown != null) {
            waiter.answer.complete(waiter.shown);
        } else {
            waiter.overdue = true;
        }
    }

    private void giveUp(Waiter waiter) {
        if (snapshot != null) {
            waiter.answer.complete(snapshot);
        } else {
            waiter.answer.completeExceptionally(
                    lastFailure != null
                            ? lastFailure
                            : MogplexException.of(UNREACHABLE, "There was no answer within the time allowed."));
        }
    }

    private void leave(Waiter waiter) {
        if (!waiters.remove(waiter) || !waiters.isEmpty()) {
            return;
        }
        rest();
        leftAt = scheduler.nanoTime();
        scheduler.after(LINGER, () -> mailbox.put(this::forgetIfUnused));
    }

    /** What went wrong has been told; whoever waits next has all attempts before it. */
    private void beginAfresh() {
        trouble = snapshot == null ? policy.forOneCall() : policy.forFollowing();
        lastFailure = null;
    }

    private void rest() {
        beginAfresh();
        if (poll != null) {
            poll.cancel(true);
            poll = null;
        }
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private void forgetIfUnused() {
        if (waiters.isEmpty() && scheduler.nanoTime() - leftAt >= LINGER.toNanos()) {
            forgotten = true;
            onForgotten.run();
        }
    }

    private void pollLater(Duration pause, Use use) {
        next = scheduler.after(
                pause,
                () -> mailbox.put(() -> {
                    // It may have been called off too late to be stopped.
                    if (next != null && poll == null) {
                        poll(use);
                    }
                }));
    }

    private void poll(Use use) {
        next = null;
        boolean wholeListKnown = events.size() >= RunEvents.MAX_LIMIT;
        int limit = moreEventsWaiting || endSeen
                ? RunEvents.MAX_LIMIT
                : Math.min(RunEvents.MAX_LIMIT, events.size() + HEADROOM);
        if (wholeListKnown) {
            begin(Routes.run(runId).as(use), data -> arrived(data.run(), List.of(), limit));
        } else {
            begin(Routes.events(runId, limit).as(use), data -> arrived(data.run(), data.events(), limit));
        }
    }

    @SuppressWarnings("ReferenceEquality") // The very poll that was begun, and no other.
    private <T> void begin(ApiRequest<T> request, Consumer<T> onData) {
        CompletableFuture<T> begun =
                caller.once(request.observedBy(firstObserver()), trouble.nextAttempt(), lastBound());
        poll = begun;
        begun.whenComplete((data, thrown) -> mailbox.put(() -> {
            if (poll != begun) {
                return;
            }
            poll = null;
            if (thrown != null) {
                failed(ApiCaller.reason(thrown));
                return;
            }
            try {
                onData.accept(data);
            } catch (RuntimeException e) {
                // Whatever is wrong with the data must end the waiting, not leave it hanging.
                failed(ApiCaller.reason(e));
            }
        }));
    }

    /** One poll serves all waiters; it is told to the one who waits longest. */
    private RequestObserver firstObserver() {
        return waiters.isEmpty() ? RequestObserver.NONE : waiters.get(0).observer;
    }

    private long lastBound() {
        return waiters.stream().mapToLong(Waiter::bound).max().orElse(scheduler.nanoTime());
    }

    private void failed(MogplexException failure) {
        lastFailure = failure;
        Optional<Duration> pause = trouble.pauseAfter(failure, scheduler.until(lastBound()));
        if (pause.isPresent()) {
            caller.tell(pause.get(), failure);
            pollLater(pause.get(), snapshot == null ? CALL : FOLLOW);
        } else if (snapshot == null || !failure.retryable()) {
            List.copyOf(waiters).forEach(waiter -> waiter.answer.completeExceptionally(failure));
            beginAfresh();
        }
        // Otherwise the next look would come after the last bound: the waiters get what is known then.
    }

    private void arrived(Run run, List<RunEvent> page, int limit) {
        trouble = policy.forFollowing();
        lastFailure = null;
        events.add(page);
        long now = scheduler.nanoTime();
        interval = snapshot == null ? shortestInterval : longer(Duration.ofNanos(now - seenAt));
        seenAt = now;
        snapshot = events.snapshot(run);
        boolean wholeListKnown = events.size() >= RunEvents.MAX_LIMIT;
        moreEventsWaiting = page.size() >= limit && !wholeListKnown && limit < RunEvents.MAX_LIMIT;

        boolean terminal = snapshot.run().status().isTerminal();
        if (terminal && !endSeen && !wholeListKnown) {
            // The API may have read the events before the status: one more look surely finds the last of them.
            endSeen = true;
            poll(CALL);
            return;
        }
        ended = terminal;
        endSeen = terminal;
        showAll(snapshot);
        if (!waiters.isEmpty() && isIdle() && !ended) {
            pollLater(moreEventsWaiting ? Duration.ZERO : shortestInterval, FOLLOW);
        }
    }

    private Duration longer(Duration gap) {
        return gap.compareTo(shortestInterval) > 0 ? gap : shortestInterval;
    }

    private void showAll(RunSnapshot current) {
        List.copyOf(waiters).forEach(waiter -> waiter.show(current, ended));
    }
}
