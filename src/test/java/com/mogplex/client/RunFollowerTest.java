package com.mogplex.client;

import static com.mogplex.api.ErrorCode.NOT_FOUND;
import static com.mogplex.api.ErrorCode.SERVICE_UNAVAILABLE;
import static com.mogplex.client.MogplexException.Fault.UNKNOWN_HOST;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mogplex.api.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Following runs, in virtual time. */
class RunFollowerTest {
    private static final Predicate<RunSnapshot> TERMINAL =
            snapshot -> snapshot.run().status().isTerminal();
    private static final Duration LONG = Duration.ofMinutes(30);

    private final VirtualTime time = new VirtualTime();
    private final SimulatedApi api = new SimulatedApi(time);
    private final RunFollower follower = api.follower(api.caller());
    private final List<RunSnapshot> seen = new ArrayList<>();

    @Test
    void aRunIsFollowedToItsEndWithAllItsEventsInOrder() {
        api.begin("run-1", Duration.ofSeconds(2), Duration.ofSeconds(61));

        CompletableFuture<RunSnapshot> end = await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(65));

        assertThat(end).isCompleted();
        assertThat(ids(end.join())).containsExactlyElementsOf(eventIds(30));
        assertThat(seen).last().isEqualTo(end.join());
    }

    @Test
    void whenNothingCompetesItLooksEveryOneAndAHalfSeconds() {
        api.begin("run-1", Duration.ofSeconds(2), LONG);

        await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(20));

        for (int i = 1; i < api.arrivals.size(); i++) {
            // 1.5 s after the answer, which takes its time to come.
            assertThat(Duration.ofNanos(api.arrivals.get(i) - api.arrivals.get(i - 1)))
                    .isEqualTo(RunFollower.INTERVAL.plusMillis(160));
        }
        assertThat(api.arrivals).hasSize(13);
    }

    @Test
    void everyChangeIsToldOnceAndOnlyGrowsAtTheEnd() {
        api.begin("run-1", Duration.ofSeconds(5), Duration.ofSeconds(60));

        await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(70));

        assertThat(seen).doesNotHaveDuplicates().hasSizeBetween(12, 14);
        for (int i = 1; i < seen.size(); i++) {
            List<RunEvent> before = seen.get(i - 1).events();
            assertThat(seen.get(i).events().subList(0, before.size())).isEqualTo(before);
        }
    }

    @Test
    void twoWhoFollowOneRunShareItsPolls() {
        api.begin("run-1", Duration.ofSeconds(2), Duration.ofSeconds(30));

        CompletableFuture<RunSnapshot> one = await(TERMINAL, LONG);
        CompletableFuture<RunSnapshot> other = await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(15));

        assertThat(api.requests).hasSizeLessThan(12);
        time.pass(Duration.ofSeconds(20));
        assertThat(one).isCompleted();
        assertThat(other).isCompleted();
    }

    @Test
    void whoJoinsGetsAFreshSnapshotAtOnce() {
        api.begin("run-1", Duration.ofSeconds(2), LONG);
        await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(10));
        int requests = api.requests.size();

        CompletableFuture<RunSnapshot> second = await(snapshot -> true, LONG);

        assertThat(second).isCompleted();
        assertThat(api.requests).hasSize(requests);
    }

    @Test
    void onlyEventsThatCanBeNewAreAskedFor() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);

        await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(30));

        assertThat(api.requests).first().isEqualTo("GET /runs/run-1/events?limit=200");
        assertThat(api.requests.subList(1, api.requests.size()))
                .allMatch(request -> Integer.parseInt(request.replaceAll(".*=", "")) <= 30 + 20);
    }

    @Test
    void aRushOfEventsIsReadToItsEnd() {
        api.begin("run-1", Duration.ofMillis(20), Duration.ofSeconds(3));

        CompletableFuture<RunSnapshot> end = await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(10));

        assertThat(ids(end.join())).containsExactlyElementsOf(eventIds(150));
    }

    @Test
    void whenThe200OldestAreKnownOnlyTheStatusIsAskedFor() {
        api.begin("run-1", Duration.ofMillis(100), Duration.ofSeconds(60));

        CompletableFuture<RunSnapshot> end = await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(70));

        assertThat(end.join().eventLimitReached()).isTrue();
        assertThat(ids(end.join())).containsExactlyElementsOf(eventIds(200));
        assertThat(api.requests).last().isEqualTo("GET /runs/run-1");
        assertThat(api.requests)
                .filteredOn(request -> request.contains("events"))
                .hasSizeLessThan(20);
    }

    @Test
    void aRunThatHasEndedEndsEveryWaitWhateverItIsFor() {
        api.begin("run-1", Duration.ofSeconds(1), Duration.ofSeconds(3));

        CompletableFuture<RunSnapshot> never = await(snapshot -> false, LONG);
        time.pass(Duration.ofSeconds(10));

        assertThat(never.join().run().status().isTerminal()).isTrue();
        int requests = api.requests.size();
        assertThat(await(snapshot -> false, LONG)).isCompleted();
        assertThat(api.requests).hasSize(requests);
    }

    @Test
    void atTheBoundTheLastSnapshotIsTheAnswer() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);

        CompletableFuture<RunSnapshot> end = await(TERMINAL, Duration.ofSeconds(45));
        time.pass(Duration.ofSeconds(45));

        assertThat(end).isCompleted();
        assertThat(end.join().events()).hasSizeBetween(42, 45);
    }

    @Test
    void transientFailuresAreWaitedOut() {
        api.begin("run-1", Duration.ofSeconds(1), Duration.ofSeconds(60));
        CompletableFuture<RunSnapshot> end = await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(5));

        MogplexException lost = MogplexException.of(UNREACHABLE, "Lost.");
        api.failNext(lost, lost, lost, lost, lost, lost, lost, MogplexException.of(UNKNOWN_HOST, "Offline."));
        api.failNext(MogplexException.of(SERVICE_UNAVAILABLE, 503, "Later.", Duration.ofSeconds(60)));
        time.pass(Duration.ofSeconds(200));

        assertThat(end).isCompleted();
        assertThat(end.join().events()).hasSize(60);
    }

    @Test
    void aFirstLookThatComesAfterTheBoundIsTheAnswer() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);
        api.failNext(MogplexException.of(SERVICE_UNAVAILABLE, 503, "Later.", Duration.ofSeconds(10)));

        CompletableFuture<RunSnapshot> end = await(TERMINAL, Duration.ofSeconds(1), Duration.ofSeconds(40));
        time.pass(Duration.ofSeconds(9));
        assertThat(end).isNotDone();
        time.pass(Duration.ofSeconds(2));

        assertThat(end.join().events()).hasSize(10);
    }

    @Test
    void whatWasSeenLongAgoIsNotTheAnswerAtTheBoundIfAFreshLookCanBeHad() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);
        await(TERMINAL, Duration.ofSeconds(5));
        time.pass(Duration.ofSeconds(50));

        CompletableFuture<RunSnapshot> end = await(TERMINAL, Duration.ofMillis(100), Duration.ofSeconds(40));
        time.pass(Duration.ofSeconds(1));

        assertThat(end.join().events()).hasSize(50);
    }

    @Test
    void aFirstLookThatNeverComesEndsTheWaitWithAClearError() {
        api.silence();

        CompletableFuture<RunSnapshot> end = await(TERMINAL, Duration.ofSeconds(1), Duration.ofSeconds(40));
        time.pass(Duration.ofSeconds(39));
        assertThat(end).isNotDone();
        time.pass(Duration.ofSeconds(2));

        assertThatThrownBy(end::join).hasRootCauseMessage("There was no answer within the time allowed.");
    }

    @Test
    void aFailureThatLastsEndsAtTheBoundWithWhatIsKnown() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);
        CompletableFuture<RunSnapshot> end = await(TERMINAL, Duration.ofSeconds(45));
        time.pass(Duration.ofSeconds(5));

        api.failNext(MogplexException.of(SERVICE_UNAVAILABLE, 503, "Later.", Duration.ofHours(1)));
        time.pass(Duration.ofSeconds(39));
        assertThat(end).isNotDone();
        time.pass(Duration.ofSeconds(1));

        assertThat(end.join().events()).isNotEmpty();
    }

    @Test
    void aRefusalEndsTheWait() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);
        CompletableFuture<RunSnapshot> end = await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(5));

        api.failNext(MogplexException.of(NOT_FOUND, "Run not found"));
        time.pass(Duration.ofSeconds(5));

        assertThatThrownBy(end::join).hasRootCauseMessage("Run not found");
        int requests = api.requests.size();
        time.pass(Duration.ofMinutes(5));
        assertThat(api.requests).hasSize(requests);
    }

    @Test
    void aFirstLookThatFailsEndsTheWaitAsAnyCallWould() {
        MogplexException unavailable = MogplexException.of(SERVICE_UNAVAILABLE, 503, "Later.", Duration.ofSeconds(60));
        api.failNext(unavailable);

        CompletableFuture<RunSnapshot> end = await(TERMINAL, Duration.ofSeconds(45));
        time.pass(Duration.ofSeconds(1));

        assertThatThrownBy(end::join).hasCause(unavailable);
    }

    @Test
    void whoWaitsAfterAFailureHasAllAttemptsBeforeIt() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);
        MogplexException lost = MogplexException.of(UNREACHABLE, "Lost.");
        api.failNext(lost, lost, lost, lost, lost);
        CompletableFuture<RunSnapshot> failed = await(snapshot -> true, LONG);
        time.pass(Duration.ofSeconds(20));
        assertThat(failed).isCompletedExceptionally();

        api.failNext(lost);
        CompletableFuture<RunSnapshot> next = await(snapshot -> true, LONG);
        time.pass(Duration.ofSeconds(20));

        assertThat(next).isCompleted();
    }

    @Test
    void aPauseIsTold() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);
        await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(5));

        MogplexException later = MogplexException.of(SERVICE_UNAVAILABLE, 503, "Later.", Duration.ofSeconds(60));
        api.failNext(later);
        time.pass(Duration.ofSeconds(5));

        assertThat(api.waits).containsExactly(new Wait(Duration.ofSeconds(60), later));
    }

    @Test
    void cancellingOneWaitDisturbsNoOther() {
        api.begin("run-1", Duration.ofSeconds(1), Duration.ofSeconds(20));
        CompletableFuture<RunSnapshot> one = await(TERMINAL, LONG);
        CompletableFuture<RunSnapshot> other = await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(5));

        one.cancel(true);
        time.pass(Duration.ofSeconds(20));

        assertThat(other).isCompleted();
    }

    @Test
    void nobodyLooksWhenNobodyWaits() {
        api.begin("run-1", Duration.ofSeconds(1), LONG);
        CompletableFuture<RunSnapshot> only = await(TERMINAL, LONG);
        time.pass(Duration.ofSeconds(5));
        int requests = api.requests.size();

        only.cancel(true);
        time.pass(Duration.ofMinutes(5));

        assertThat(api.requests).hasSize(requests);
    }

    @Test
    void whoWaitsInTurnsMissesNothing() {
        api.begin("run-1", Duration.ofSeconds(3), Duration.ofSeconds(200));
        CompletableFuture<RunSnapshot> turn = await(TERMINAL, Duration.ofSeconds(45));
        for (int i = 0; i < 8; i++) {
            time.pass(Duration.ofSeconds(46));
            turn = turn.join().run().status().isTerminal() ? turn : await(TERMINAL, Duration.ofSeconds(45));
            time.pass(Duration.ofSeconds(i * 30L));
        }

        assertThat(ids(turn.join())).containsExactlyElementsOf(eventIds(66));
    }

    @Test
    void aWaitersOwnMistakeIsItsOwn() {
        api.begin("run-1", Duration.ofSeconds(1), Duration.ofSeconds(10));
        CompletableFuture<RunSnapshot> mistaken = await(
                snapshot -> {
                    throw new IllegalStateException("mistake");
                },
                LONG);
        CompletableFuture<RunSnapshot> other = await(TERMINAL, LONG);

        time.pass(Duration.ofSeconds(15));

        assertThat(mistaken).isCompletedExceptionally();
        assertThat(other).isCompleted();
    }

    @Test
    void twoRunsShareTheBudgetEvenly() {
        api.begin("run-1", Duration.ofSeconds(2), LONG);
        api.begin("run-2", Duration.ofSeconds(2), LONG);
        api.begin("run-3", Duration.ofSeconds(2), LONG);
        for (String run : List.of("run-1", "run-2", "run-3")) {
            follower.await(run, TERMINAL, LONG, snapshot -> {});
        }

        time.pass(Duration.ofMinutes(10));

        assertThat(api.refusals).isZero();
        for (String run : List.of("run-1", "run-2", "run-3")) {
            assertThat(api.requests)
                    .filteredOn(request -> request.contains(run))
                    .hasSizeBetween(160, 185);
        }
    }

    private CompletableFuture<RunSnapshot> await(Predicate<RunSnapshot> wanted, Duration bound) {
        return follower.await("run-1", wanted, bound, seen::add);
    }

    private CompletableFuture<RunSnapshot> await(Predicate<RunSnapshot> wanted, Duration bound, Duration firstLook) {
        return follower.await("run-1", wanted, bound, firstLook, seen::add);
    }

    private static List<String> ids(RunSnapshot snapshot) {
        return snapshot.events().stream().map(RunEvent::id).toList();
    }

    private static List<String> eventIds(int count) {
        return IntStream.range(0, count).mapToObj(i -> "event-" + i).toList();
    }
}
