package com.mogplex.client;

import com.mogplex.client.SimulatedApi.ScriptedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * How late waiters learn that their run has ended when many share one token: 50 waiters on 10 runs for 3 minutes of
 * virtual time, against an API that allows 60 requests a minute.
 */
public final class BudgetBenchmark {
    private static final int RUNS = 10;
    private static final int WAITERS = 50;
    private static final Duration TIME = Duration.ofMinutes(3);

    private BudgetBenchmark() {}

    /**
     * @param requests how many the API saw
     * @param refusals how many of them it refused with 429
     * @param lateness for each waiter, from the run's end until it knew; sorted
     */
    record Result(int requests, int refusals, List<Duration> lateness) {
        Duration median() {
            return lateness.get(lateness.size() / 2);
        }

        Duration max() {
            return lateness.get(lateness.size() - 1);
        }
    }

    public static void main(String[] arguments) {
        System.out.println("seed requests 429s waiters-told median max");
        for (int seed = 1; seed <= 5; seed++) {
            Result result = run(seed);
            System.out.printf(
                    "%4d %8d %4d %12d %5.1fs %5.1fs%n",
                    seed,
                    result.requests(),
                    result.refusals(),
                    result.lateness().size(),
                    result.median().toMillis() / 1000.0,
                    result.max().toMillis() / 1000.0);
        }
    }

    static Result run(long seed) {
        Random random = new Random(seed);
        VirtualTime time = new VirtualTime();
        SimulatedApi api = new SimulatedApi(time);
        RunFollower follower = api.follower(api.caller());
        List<ScriptedRun> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Duration length = Duration.ofMillis(15_000 + random.nextInt(150_000));
            runs.add(api.begin("run-" + i, Duration.ofMillis(1000 + random.nextInt(4000)), length));
        }
        List<Duration> lateness = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            ScriptedRun run = runs.get(i % RUNS);
            time.after(Duration.ofMillis(random.nextInt(10_000)), () -> {
                CompletableFuture<RunSnapshot> end = follower.await(
                        "run-" + runs.indexOf(run),
                        snapshot -> snapshot.run().status().isTerminal(),
                        TIME,
                        snapshot -> {});
                end.thenAccept(snapshot -> {
                    if (snapshot.run().status().isTerminal()) {
                        lateness.add(Duration.ofNanos(time.nanoTime() - run.end()));
                    }
                });
            });
        }
        time.pass(TIME);
        Collections.sort(lateness);
        return new Result(api.requests.size(), api.refusals, lateness);
    }
}
