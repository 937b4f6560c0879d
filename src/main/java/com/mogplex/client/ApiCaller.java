package com.mogplex.client;

import static com.mogplex.api.ErrorCode.RATE_LIMITED;
import static com.mogplex.client.MogplexException.Fault.INVALID_RESPONSE;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;

import com.mogplex.client.RequestBudget.Permit;
import com.mogplex.client.RequestBudget.Use;
import com.mogplex.client.RetryPolicy.Retries;
import com.mogplex.client.Scheduler.Alarm;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Sends requests of one token: within its budget, within the caller's time, again when that may help. Nothing here
 * blocks; cancelling a future that this returns ends the work behind it.
 */
final class ApiCaller {
    /** One attempt may take so long, so that a connection that has died leaves time for another attempt. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);
    /** The pause of the documented 429; it always says so itself. Source: the v1 documents, "Errors". */
    private static final Duration DEFAULT_RATE_LIMIT_PAUSE = Duration.ofSeconds(60);

    private final Exchange exchange;
    private final RequestBudget budget;
    private final RetryPolicy policy;
    private final Scheduler scheduler;
    private final Consumer<Wait> onWait;

    /** @param onWait told of every pause before it begins; must return quickly */
    ApiCaller(Exchange exchange, RequestBudget budget, RetryPolicy policy, Scheduler scheduler, Consumer<Wait> onWait) {
        this.exchange = exchange;
        this.budget = budget;
        this.policy = policy;
        this.scheduler = scheduler;
        this.onWait = onWait;
    }

    /**
     * Sends a request, and again as the policy says.
     *
     * @param deadline on the scheduler's clock
     */
    <T> CompletableFuture<T> call(ApiRequest<T> request, long deadline) {
        CompletableFuture<T> result = new CompletableFuture<>();
        attempt(request, deadline, policy.forOneCall(), result);
        return result;
    }

    private <T> void attempt(ApiRequest<T> request, long deadline, Retries retries, CompletableFuture<T> result) {
        if (result.isDone()) {
            return;
        }
        CompletableFuture<T> attempt = once(request, retries.nextAttempt(), deadline);
        cancelWith(result, attempt);
        attempt.whenComplete((data, thrown) -> {
            if (thrown == null) {
                result.complete(data);
                return;
            }
            MogplexException failure = reason(thrown);
            Optional<Duration> pause = retries.pauseAfter(failure, scheduler.until(deadline));
            if (pause.isEmpty()) {
                result.completeExceptionally(failure);
                return;
            }
            tell(pause.get(), failure);
            Alarm next = scheduler.after(pause.get(), () -> attempt(request, deadline, retries, result));
            result.whenComplete((ignoredData, ignoredFailure) -> next.cancel());
        });
    }

    /**
     * Sends a request once, as soon as the budget has a place for it.
     *
     * @param attempt the how-manieth try this is, for the log
     * @param deadline on the scheduler's clock; what is not answered by then fails with {@code UNREACHABLE}
     */
    <T> CompletableFuture<T> once(ApiRequest<T> request, int attempt, long deadline) {
        CompletableFuture<T> result = new CompletableFuture<>();
        // The exchange has a timeout of its own; this one holds even where it cannot break off, as in a name look-up.
        Alarm guard = scheduler.after(
                scheduler.until(deadline),
                () -> result.completeExceptionally(
                        MogplexException.of(UNREACHABLE, "There was no answer within the time allowed.")));
        result.whenComplete((data, failure) -> guard.cancel());
        if (request.use() != Use.FOLLOW) {
            tellOfTheBudget(request.use());
        }
        long asked = scheduler.nanoTime();
        CompletableFuture<Permit> acquired = budget.acquire(request.use(), scheduler.until(deadline));
        cancelWith(result, acquired);
        boolean waits = !acquired.isDone();
        acquired.whenComplete((permit, refusal) -> {
            if (waits) {
                request.observer().waited(Duration.ofNanos(scheduler.nanoTime() - asked));
            }
            if (refusal != null) {
                result.completeExceptionally(reason(refusal));
            } else if (result.isDone()) {
                permit.unused();
            } else {
                send(request, attempt, deadline, permit, result);
            }
        });
        return result;
    }

    private void tellOfTheBudget(Use use) {
        Duration wait = budget.expectedWait(use);
        if (!wait.isZero()) {
            tell(wait, RequestBudget.usedUp(wait));
        }
    }

    /** Somebody pauses before the next attempt. */
    void tell(Duration pause, MogplexException reason) {
        onWait.accept(new Wait(pause, reason));
    }

    private <T> void send(
            ApiRequest<T> request, int attempt, long deadline, Permit permit, CompletableFuture<T> result) {
        Duration left = scheduler.until(deadline);
        CompletableFuture<T> answer =
                exchange.send(request, attempt, left.compareTo(ATTEMPT_TIMEOUT) < 0 ? left : ATTEMPT_TIMEOUT);
        cancelWith(result, answer);
        answer.whenComplete((data, thrown) -> {
            permit.exchanged();
            if (thrown == null && request.isAnswer().test(data)) {
                result.complete(data);
                return;
            }
            MogplexException failure = thrown == null ? aboutAnother() : reason(thrown);
            if (failure.errorCode().filter(RATE_LIMITED::equals).isPresent()) {
                budget.refused(request.use(), failure.retryAfter().orElse(DEFAULT_RATE_LIMIT_PAUSE));
            }
            result.completeExceptionally(failure);
        });
    }

    private static MogplexException aboutAnother() {
        return MogplexException.of(INVALID_RESPONSE, "The answer was about another run than the one asked for.");
    }

    private static void cancelWith(CompletableFuture<?> whole, Future<?> part) {
        whole.whenComplete((data, failure) -> part.cancel(true));
    }

    /** What a future failed with, always as what a caller is promised. */
    static MogplexException reason(Throwable thrown) {
        return Failures.cause(thrown) instanceof MogplexException known
                ? known
                : MogplexException.of(INVALID_RESPONSE, "The answer could not be worked with.");
    }
}
