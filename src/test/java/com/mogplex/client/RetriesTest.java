package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;
import static com.mogplex.api.ErrorCode.CONFLICT;
import static com.mogplex.api.ErrorCode.FORBIDDEN;
import static com.mogplex.api.ErrorCode.IDEMPOTENCY_CONFLICT;
import static com.mogplex.api.ErrorCode.INTERNAL_ERROR;
import static com.mogplex.api.ErrorCode.NOT_FOUND;
import static com.mogplex.api.ErrorCode.RATE_LIMITED;
import static com.mogplex.api.ErrorCode.SERVICE_UNAVAILABLE;
import static com.mogplex.api.ErrorCode.UNAUTHORIZED;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Run;
import com.mogplex.api.StartRunRequest;
import com.mogplex.client.MogplexException.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, when, and what is not; in virtual time. */
class RetriesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final VirtualTime time = new VirtualTime();
    private final SimulatedApi api = new SimulatedApi(time);
    private final ApiCaller caller = api.caller();

    RetriesTest() {
        api.begin("run-1", Duration.ofSeconds(1), Duration.ofHours(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"BAD_REQUEST", "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "IDEMPOTENCY_CONFLICT"})
    void whatCanOnlyFailAgainIsNotSentAgain(ErrorCode code) {
        api.failNext(MogplexException.of(code, "No."));

        assertThat(failure(call(PATIENCE)).errorCode()).contains(code);
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void everyCodeThatIsNeverRetriedIsInTheTestAbove() {
        assertThat(ErrorCode.values())
                .filteredOn(code -> !code.retryable())
                .containsExactlyInAnyOrder(
                        BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"INVALID_RESPONSE", "UNTRUSTED", "UNKNOWN_HOST", "INTERRUPTED"})
    void whatWillNotHealWithinACallIsNotSentAgain(Fault fault) {
        api.failNext(MogplexException.of(fault, "No."));

        assertThat(failure(call(PATIENCE)).fault()).contains(fault);
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void aLostAnswerIsAskedForAgain() {
        api.failNext(lost(), lost(), lost());

        assertThat(value(call(PATIENCE))).isNotNull();
        assertThat(api.requests).hasSize(4);
    }

    @Test
    void anInternalErrorIsTriedOnceMoreAndNoMore() {
        api.failNext(lost(), internalError());
        assertThat(value(call(PATIENCE))).isNotNull();

        api.failNext(internalError(), lost(), internalError());
        assertThat(failure(call(PATIENCE)).errorCode()).contains(INTERNAL_ERROR);
    }

    @Test
    void afterFiveAttemptsTheCallerGetsTheError() {
        api.failNext(lost(), lost(), lost(), lost(), lost(), lost());

        assertThat(failure(call(PATIENCE)).fault()).contains(UNREACHABLE);
        assertThat(api.requests).hasSize(5);
    }

    @Test
    void pausesGrowAndAreJittered() {
        RetryPolicy.Retries shortest = new RetryPolicy(() -> 0.0).forOneCall();
        RetryPolicy.Retries longest = new RetryPolicy(() -> 1.0).forFollowing();

        assertThat(shortest.pauseAfter(lost(), PATIENCE)).contains(Duration.ZERO);
        assertThat(shortest.pauseAfter(lost(), PATIENCE)).contains(Duration.ZERO);
        for (int milliseconds : new int[] {400, 800, 1600, 3200, 6400, 12_800, 15_000, 15_000}) {
            assertThat(longest.pauseAfter(lost(), PATIENCE)).contains(Duration.ofMillis(milliseconds));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 60})
    void theApiSaysWhenToComeBack(int seconds) {
        api.failNext(MogplexException.of(SERVICE_UNAVAILABLE, 503, "Later.", Duration.ofSeconds(seconds)));

        assertThat(value(call(PATIENCE))).isNotNull();
        assertThat(Duration.ofNanos(api.arrivals.get(1) - api.arrivals.get(0)))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotBegun() {
        api.failNext(MogplexException.of(SERVICE_UNAVAILABLE, 503, "Later.", Duration.ofSeconds(60)));

        CompletableFuture<?> call = caller.call(Routes.run("run-1"), time.in(Duration.ofSeconds(30)));
        time.pass(Duration.ofSeconds(1));

        assertThat(failure(call).retryAfter()).contains(Duration.ofSeconds(60));
    }

    @Test
    void a429PausesEveryoneUnderTheToken() {
        api.failNext(rateLimited());
        CompletableFuture<?> first = caller.call(Routes.run("run-1"), time.in(PATIENCE));
        time.pass(Duration.ofSeconds(1));

        CompletableFuture<?> impatient = caller.call(Routes.run("run-1"), time.in(Duration.ofSeconds(30)));
        CompletableFuture<?> patient = caller.call(Routes.run("run-1"), time.in(PATIENCE));

        assertThat(failure(impatient).errorCode()).contains(RATE_LIMITED);
        assertThat(failure(impatient).retryAfter().orElseThrow())
                .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
        time.pass(Duration.ofSeconds(58));
        assertThat(api.requests).hasSize(1);
        time.pass(Duration.ofSeconds(5));
        assertThat(first).isCompleted();
        assertThat(patient).isCompleted();
    }

    @Test
    void a429ToAStartPausesEveryoneToo() {
        api.failNext(rateLimited());
        caller.call(start(), time.in(Duration.ofSeconds(30)));
        time.pass(Duration.ofSeconds(1));

        assertThat(failure(caller.call(Routes.run("run-1"), time.in(Duration.ofSeconds(30))))
                        .errorCode())
                .contains(RATE_LIMITED);
        assertThat(api.requests).hasSize(1);
        assertThat(value(call(PATIENCE))).isNotNull();
        assertThat(Duration.ofNanos(api.arrivals.get(1) - api.arrivals.get(0)))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    /** The API's budget of starts is one of its own, and can be used up for a day. */
    @Test
    void aLong429ToAStartPausesStartsForAsLongAndTheRestNoLongerThanTheCommonWindow() {
        api.failNext(MogplexException.of(RATE_LIMITED, 429, "No.", Duration.ofHours(3)));
        assertThat(failure(caller.call(start(), time.in(PATIENCE)), PATIENCE).retryAfter())
                .contains(Duration.ofHours(3));

        assertThat(value(call(PATIENCE))).isNotNull();
        assertThat(failure(caller.call(start(), time.in(Duration.ofHours(2)))).errorCode())
                .contains(RATE_LIMITED);
    }

    @Test
    void aPauseOfADayDoesNotSilenceATokenForADay() {
        api.failNext(MogplexException.of(RATE_LIMITED, 429, "No.", Duration.ofDays(1)));
        assertThat(failure(call(PATIENCE)).retryAfter()).contains(Duration.ofDays(1));

        assertThat(value(call(PATIENCE))).isNotNull();
    }

    @Test
    void cancellingEndsTheAttempts() {
        api.failNext(lost(), lost(), lost());
        CompletableFuture<?> call = caller.call(Routes.run("run-1"), time.in(PATIENCE));
        time.pass(Duration.ofMillis(170));

        call.cancel(true);
        time.pass(PATIENCE);

        assertThat(api.requests).hasSize(1);
    }

    private CompletableFuture<Answers.RunDetail> call(Duration patience) {
        CompletableFuture<Answers.RunDetail> call = caller.call(Routes.run("run-1"), time.in(patience));
        time.pass(patience);
        return call;
    }

    private static ApiRequest<Run> start() {
        return Routes.start(StartRunRequest.of("repo", "x"), "key");
    }

    private static MogplexException lost() {
        return MogplexException.of(UNREACHABLE, "Lost.");
    }

    private static MogplexException internalError() {
        return MogplexException.of(INTERNAL_ERROR, "Oh.");
    }

    private static MogplexException rateLimited() {
        return MogplexException.of(RATE_LIMITED, 429, "Slow down.", Duration.ofSeconds(60));
    }

    private static <T> T value(CompletableFuture<T> future) {
        assertThat(future).isCompleted();
        return future.join();
    }

    private MogplexException failure(CompletableFuture<?> future, Duration after) {
        time.pass(after);
        return failure(future);
    }

    private static MogplexException failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        ExecutionException thrown = catchThrowableOfType(ExecutionException.class, future::get);
        return (MogplexException) thrown.getCause();
    }
}
