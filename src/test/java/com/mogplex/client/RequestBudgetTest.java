package com.mogplex.client;

import static com.mogplex.client.RequestBudget.Use.CALL;
import static com.mogplex.client.RequestBudget.Use.FOLLOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 60 requests a minute, shared by all of a token; in virtual time. */
class RequestBudgetTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final VirtualTime time = new VirtualTime();
    private final SimulatedApi api = new SimulatedApi(time);
    private final ApiCaller caller = api.caller();

    RequestBudgetTest() {
        api.begin("run-1", Duration.ofSeconds(1), Duration.ofHours(2));
    }

    @Test
    void aBurstIsSentUpToTheLimitAndTheRestWhenItsTurnComes() {
        List<CompletableFuture<?>> calls = many(150, CALL);

        time.pass(Duration.ofSeconds(10));
        assertThat(api.requests).hasSize(60);
        time.pass(Duration.ofSeconds(60));
        assertThat(api.requests).hasSize(120);
        time.pass(Duration.ofSeconds(60));

        assertThat(calls).allMatch(CompletableFuture::isDone);
        assertThat(api.refusals).isZero();
    }

    @Test
    void theApiNeverRefusesWhateverTheMix() {
        for (int second = 0; second < 600; second += 7) {
            many(second % 5 * 4, CALL);
            many(second % 3 * 4, FOLLOW);
            time.pass(Duration.ofSeconds(7));
        }

        assertThat(api.requests).hasSizeGreaterThan(500);
        assertThat(api.refusals).isZero();
    }

    @Test
    void aCallGoesBeforePollsThatWaitedLonger() {
        many(200, FOLLOW);
        time.pass(Duration.ofSeconds(120));
        int before = api.requests.size();

        CompletableFuture<?> call = caller.once(Routes.events("run-1", 7), 1, time.in(HOUR));
        time.pass(Duration.ofMillis(100));

        assertThat(api.requests).hasSize(before + 1).last().isEqualTo("GET /runs/run-1/events?limit=7");
        assertThat(call).isNotNull();
    }

    @Test
    void callsDoNotStopThePolls() {
        many(1000, CALL);
        List<CompletableFuture<?>> polls = many(5, FOLLOW);

        time.pass(Duration.ofMinutes(20));

        assertThat(polls).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aCallThatCannotBeSentInTimeIsToldAtOnceHowLongToWait() {
        many(60, CALL);
        time.pass(Duration.ofSeconds(10));

        CompletableFuture<?> call = caller.call(Routes.run("run-1"), time.in(Duration.ofSeconds(20)));

        assertThat(call).isCompletedExceptionally();
        MogplexException failure =
                (MogplexException) call.handle((data, thrown) -> thrown).join();
        assertThat(failure.code()).isEqualTo("RATE_LIMITED");
        assertThat(failure.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(55));
        assertThat(api.requests).hasSize(60);
    }

    @Test
    void aCancelledCallGivesItsPlaceUp() {
        List<CompletableFuture<?>> calls = many(100, CALL);
        time.pass(Duration.ofSeconds(1));
        calls.subList(60, 99).forEach(call -> call.cancel(true));

        time.pass(Duration.ofSeconds(120));

        assertThat(api.requests).hasSize(61);
        assertThat(calls.get(99)).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void fiftyWaitersOnTenRunsMeetNoRefusalAndAllLearnOfTheEnd(long seed) {
        BudgetBenchmark.Result result = BudgetBenchmark.run(seed);

        assertThat(result.refusals()).isZero();
        assertThat(result.lateness()).hasSize(50);
        // Ten runs share 54 polls a minute: one each 11 s, and a turn more after a burst of calls.
        assertThat(result.max()).isLessThan(Duration.ofSeconds(20));
    }

    private List<CompletableFuture<?>> many(int count, RequestBudget.Use use) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(caller.once(Routes.run("run-1").as(use), 1, time.in(HOUR)));
        }
        return calls;
    }
}
