package com.mogplex.mcp.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls a second, and how long one takes, at 1, 8, 64 and 512 callers at once, beside the protocol's reference server.
 * {@code get_run} asks an API on this machine for each call, the reference's {@code echo} nobody; {@code prompts/get}
 * is what we answer without asking anybody. The contenders take turns, so that what else the machine does meets them
 * alike.
 */
public final class CallsBenchmark {
    private static final List<Integer> CALLERS = List.of(1, 8, 64, 512);
    private static final String REFERENCE = "server-everything echo";

    /** One caller's way to ask. */
    @FunctionalInterface
    private interface Caller {
        byte[] request(int caller, KeptConnection connection) throws Exception;
    }

    private record Way(Contender contender, Caller caller) {}

    /** @param nanos of each call, sorted */
    private record Round(double callsPerSecond, long[] nanos, int failures) {}

    /** The first of them tells the most. */
    private static final AtomicReference<String> FAILURE = new AtomicReference<>("");

    private CallsBenchmark() {}

    /** @param arguments seconds for each round (4), and rounds (3) */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (FastApi api = FastApi.start();
                Contender mogplex = Contender.mogplex(api);
                Contender reference = Contender.serverEverything()) {
            Map<String, Way> ways = new LinkedHashMap<>();
            ways.put(
                    "mogplex get_run, 2025-11-25",
                    new Way(
                            mogplex,
                            (caller, connection) ->
                                    Requests.inSession(caller, connection).call("get_run", "{\"runId\":\"run-1\"}")));
            ways.put(
                    "mogplex get_run, 2026-07-28",
                    new Way(
                            mogplex,
                            (caller, connection) ->
                                    Requests.stateless(caller).call("get_run", "{\"runId\":\"run-1\"}")));
            ways.put(
                    "mogplex prompts/get, 2025-11-25",
                    new Way(
                            mogplex,
                            (caller, connection) -> Requests.inSession(caller, connection)
                                    .prompt("report_run", "{\"runId\":\"run-1\"}")));
            ways.put(
                    REFERENCE,
                    new Way(
                            reference,
                            (caller, connection) ->
                                    Requests.inSession(caller, connection).call("echo", "{\"message\":\"run-1\"}")));
            for (Way way : ways.values()) {
                measure(way, 8, 2 * seconds);
            }
            System.out.println("callers                          way  calls/s  (ratio)    p50 ms    p99 ms  failures");
            for (int callers : CALLERS) {
                report(callers, measure(ways, callers, seconds, rounds));
            }
            if (!FAILURE.get().isEmpty()) {
                System.out.println("the first failure: " + FAILURE.get());
            }
        }
    }

    private static Map<String, List<Round>> measure(Map<String, Way> ways, int callers, int seconds, int rounds)
            throws Exception {
        Map<String, List<Round>> measured = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                measured.computeIfAbsent(way.getKey(), unmeasured -> new ArrayList<>())
                        .add(measure(way.getValue(), callers, seconds));
            }
        }
        return measured;
    }

    private static Round measure(Way way, int callers, int seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers, work -> {
            Thread thread = new Thread(null, work, "caller", 64 * 1024);
            thread.setDaemon(true);
            return thread;
        });
        CountDownLatch ready = new CountDownLatch(callers);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<List<Long>>> calls = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            calls.add(threads.submit(() -> call(way, caller, ready, go, seconds * 1_000_000_000L)));
        }
        ready.await();
        long begun = System.nanoTime();
        go.countDown();
        List<Long> nanos = new ArrayList<>();
        for (Future<List<Long>> each : calls) {
            nanos.addAll(each.get());
        }
        double taken = (System.nanoTime() - begun) / 1e9;
        threads.shutdown();
        long[] answered = nanos.stream()
                .filter(time -> time >= 0)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return new Round(answered.length / taken, answered, nanos.size() - answered.length);
    }

    /** How long each call took; −1 for one that failed. */
    private static List<Long> call(Way way, int caller, CountDownLatch ready, CountDownLatch go, long nanos)
            throws Exception {
        List<Long> times = new ArrayList<>();
        KeptConnection connection = new KeptConnection(way.contender().port());
        try {
            byte[] request = way.caller().request(caller, connection);
            ready.countDown();
            go.await();
            long until = System.nanoTime() + nanos;
            for (long begun = System.nanoTime(); begun < until; begun = System.nanoTime()) {
                try {
                    KeptConnection.Answer answer = connection.exchange(request);
                    times.add(answer.isResult() ? System.nanoTime() - begun : -1L);
                    if (!answer.isResult()) {
                        FAILURE.compareAndSet("", answer.status() + " " + answer.body());
                    }
                } catch (IOException broken) {
                    // Of the first, a server may have closed the connection while others were still being opened.
                    if (!times.isEmpty()) {
                        times.add(-1L);
                        FAILURE.compareAndSet("", broken.toString());
                    }
                    connection.close();
                    connection = new KeptConnection(way.contender().port());
                }
            }
        } finally {
            ready.countDown();
            connection.close();
        }
        return times;
    }

    private static void report(int callers, Map<String, List<Round>> measured) {
        double reference = medianRate(measured.get(REFERENCE));
        measured.forEach((way, rounds) -> {
            long[] nanos = rounds.stream()
                    .flatMapToLong(round -> Arrays.stream(round.nanos()))
                    .sorted()
                    .toArray();
            System.out.printf(
                    "%7d %31s %8.0f  (×%4.2f) %9.2f %9.2f %9d%n",
                    callers,
                    way,
                    medianRate(rounds),
                    medianRate(rounds) / reference,
                    at(nanos, 0.5),
                    at(nanos, 0.99),
                    rounds.stream().mapToInt(Round::failures).sum());
        });
    }

    /** In milliseconds. */
    private static double at(long[] sortedNanos, double part) {
        return sortedNanos.length == 0 ? Double.NaN : sortedNanos[(int) (sortedNanos.length * part)] / 1e6;
    }

    private static double medianRate(List<Round> rounds) {
        double[] rates =
                rounds.stream().mapToDouble(Round::callsPerSecond).sorted().toArray();
        return rates[rates.length / 2];
    }
}
