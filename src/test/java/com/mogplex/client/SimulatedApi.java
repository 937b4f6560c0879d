package com.mogplex.client;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunEvents;
import com.mogplex.api.RunStatus;
import com.mogplex.sanitize.Sanitizer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The v1 API for one token in virtual time: it enforces the documented limit, and its runs live by a script. */
final class SimulatedApi implements Exchange {
    private static final Duration LATENCY = Duration.ofMillis(80);
    private static final Duration WINDOW = Duration.ofSeconds(60);

    /** A run that makes one event every so often until it ends. */
    static final class ScriptedRun {
        private final String id;
        private final long begin;
        private final Duration eventEvery;
        private final Duration length;

        ScriptedRun(String id, long begin, Duration eventEvery, Duration length) {
            this.id = id;
            this.begin = begin;
            this.eventEvery = eventEvery;
            this.length = length;
        }

        long end() {
            return begin + length.toNanos();
        }

        int eventsIn(Duration time) {
            return (int) (time.toNanos() / eventEvery.toNanos());
        }
    }

    private final VirtualTime time;
    private final Map<String, ScriptedRun> runs = new HashMap<>();
    private final Deque<Long> counted = new ArrayDeque<>();
    private final Deque<MogplexException> failures = new ArrayDeque<>();
    /** Route and query of every request that arrived, in order. */
    final List<String> requests = new ArrayList<>();
    /** When each arrived. */
    final List<Long> arrivals = new ArrayList<>();

    /** Every pause that its callers were told of. */
    final List<Wait> waits = new ArrayList<>();

    int refusals;
    private boolean silent;

    SimulatedApi(VirtualTime time) {
        this.time = time;
    }

    ScriptedRun begin(String id, Duration eventEvery, Duration length) {
        ScriptedRun run = new ScriptedRun(id, time.nanoTime(), eventEvery, length);
        runs.put(id, run);
        return run;
    }

    /** The next requests fail with these, one each. */
    void failNext(MogplexException... next) {
        failures.addAll(List.of(next));
    }

    /** From now on it answers nothing. */
    void silence() {
        silent = true;
    }

    /** A client's machinery in front of this API. */
    ApiCaller caller() {
        return new ApiCaller(this, new RequestBudget(time), new RetryPolicy(() -> 0.5), time, waits::add);
    }

    RunFollower follower(ApiCaller caller) {
        return new RunFollower(caller, new RetryPolicy(() -> 0.5), Sanitizer.standard(), time, new OpenFutures());
    }

    @Override
    public <T> CompletableFuture<T> send(ApiRequest<T> request, int attempt, Duration timeout) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Scheduler.Alarm arrival = time.after(LATENCY, () -> arrive(request, result));
        result.whenComplete((answer, failure) -> arrival.cancel());
        return result;
    }

    private <T> void arrive(ApiRequest<T> request, CompletableFuture<T> result) {
        requests.add(request.method() + " " + request.path());
        arrivals.add(time.nanoTime());
        if (silent) {
            return;
        }
        while (!counted.isEmpty() && counted.peek() <= time.nanoTime() - WINDOW.toNanos()) {
            counted.remove();
        }
        if (counted.size() >= 60) {
            refusals++;
            time.after(
                    LATENCY,
                    () -> result.completeExceptionally(MogplexException.of(
                            ErrorCode.RATE_LIMITED,
                            429,
                            "Rate limit exceeded. Retry after 60s.",
                            Duration.ofSeconds(60))));
            return;
        }
        counted.add(time.nanoTime());
        if (!failures.isEmpty()) {
            MogplexException failure = failures.remove();
            time.after(LATENCY, () -> result.completeExceptionally(failure));
            return;
        }
        T answer = request.dataType().cast(answer(request));
        time.after(LATENCY, () -> result.complete(answer));
    }

    private Object answer(ApiRequest<?> request) {
        String id = request.path().split("[/?]")[2];
        ScriptedRun script = runs.get(id);
        Duration lived = Duration.ofNanos(Math.min(time.nanoTime(), script.end()) - script.begin);
        boolean ended = time.nanoTime() >= script.end();
        Run run = run(id, ended ? RunStatus.SUCCESS : RunStatus.STREAMING);
        if (request.dataType() == Answers.RunDetail.class) {
            return new Answers.RunDetail(run);
        }
        int limit = Integer.parseInt(request.path().replaceAll(".*limit=", ""));
        List<RunEvent> events = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, script.eventsIn(lived)); i++) {
            events.add(new RunEvent("event-" + i, "log", null, "Event " + i, null, null));
        }
        return new RunEvents(run, events);
    }

    static Run run(String id, RunStatus status) {
        return new Run(id, null, null, null, null, null, status, null, null, null, null, null, null, null, null, null);
    }
}
