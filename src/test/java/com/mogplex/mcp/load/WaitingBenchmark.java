package com.mogplex.mcp.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to have many callers who wait: idle HTTP+SSE streams, and calls of {@code wait_for_run} that each wait
 * for a run of their own. Fails if waiting takes threads.
 */
public final class WaitingBenchmark {
    private static final int CALLERS = 100;

    /** Those of the JVM, of Jetty, of the tools' workers and of what asks the API; none of one who waits. */
    private static final int MAX_THREADS = 400;

    /** A worker that has begun a wait goes when it has had nothing to do for 10 s. */
    private static final Duration WORKERS_GO = Duration.ofSeconds(12);

    private WaitingBenchmark() {}

    /** @param arguments how many of each; 1000 unless told */
    public static void main(String[] arguments) throws Exception {
        int waiters = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        try (FastApi api = FastApi.start();
                Contender mogplex = Contender.mogplex(api)) {
            warmUp(mogplex);
            System.out.println("at rest                       " + mogplex.cost());
            holdStreams(mogplex, waiters);
            System.out.println("streams closed                " + mogplex.cost());
            holdWaits(api, mogplex, waiters);
            System.out.println("waits answered                " + mogplex.cost());
        }
    }

    private static void warmUp(Contender mogplex) throws Exception {
        try (KeptConnection connection = new KeptConnection(mogplex.port())) {
            Requests requests = Requests.inSession(0, connection);
            for (int i = 0; i < 2_000; i++) {
                connection.exchange(requests.call("get_run", "{\"runId\":\"run-1\"}"));
            }
        }
    }

    private static void holdStreams(Contender mogplex, int streams) throws Exception {
        List<KeptConnection> open = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            KeptConnection connection = new KeptConnection(mogplex.port());
            connection.send(Requests.stream(i % CALLERS));
            connection.receiveUntil("event: endpoint");
            open.add(connection);
        }
        report(streams + " idle SSE streams", mogplex);
        for (KeptConnection each : open) {
            each.close();
        }
    }

    private static void holdWaits(FastApi api, Contender mogplex, int waits) throws Exception {
        List<KeptConnection> open = new ArrayList<>();
        for (int i = 0; i < waits; i++) {
            KeptConnection connection = new KeptConnection(mogplex.port());
            connection.send(Requests.stateless(i % CALLERS)
                    .call("wait_for_run", "{\"runId\":\"waited-" + i + "\",\"waitSeconds\":45}"));
            open.add(connection);
        }
        while (api.asked().stream().filter(run -> run.startsWith("waited-")).count() < waits) {
            Thread.sleep(50);
        }
        Thread.sleep(WORKERS_GO.toMillis());
        report(waits + " waits for as many runs", mogplex);
        int answered = 0;
        for (KeptConnection each : open) {
            answered += each.receive().isResult() ? 1 : 0;
            each.close();
        }
        System.out.println(answered + " of " + waits + " waits were answered");
        if (answered < waits) {
            throw new IllegalStateException("a wait was not answered");
        }
    }

    private static void report(String what, Contender mogplex) throws Exception {
        Contender.Cost cost = mogplex.cost();
        System.out.printf("%-29s %s%n", what, cost);
        if (cost.threads() > MAX_THREADS) {
            throw new IllegalStateException("waiting takes threads: there are " + cost.threads());
        }
    }
}
