package com.mogplex.mcp.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sessions, streams and calls that come and go, and what the server has taken after each minute: it must not grow.
 * Callers end what they began, or just go away in the middle of it.
 */
public final class ChurnBenchmark {
    private static final int CALLERS = 32;
    private static final Duration STEP = Duration.ofMinutes(1);

    /** Request budgets and what is known of runs are kept for a minute. */
    private static final Duration REMEMBERED = Duration.ofSeconds(90);

    private final Contender mogplex;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("none");
    private volatile boolean over;

    private ChurnBenchmark(Contender mogplex) {
        this.mogplex = mogplex;
    }

    /** @param arguments minutes; 10 unless told */
    public static void main(String[] arguments) throws Exception {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        try (FastApi api = FastApi.start();
                Contender mogplex = Contender.mogplex(api)) {
            new ChurnBenchmark(mogplex).run(minutes);
        }
    }

    private void run(int minutes) throws Exception {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int caller = i;
            Thread thread = new Thread(() -> comeAndGo(caller), "caller-" + i);
            thread.setDaemon(true);
            thread.start();
            callers.add(thread);
        }
        System.out.println("minute  visits  failed  cost");
        for (int minute = 1; minute <= minutes; minute++) {
            Thread.sleep(STEP.toMillis());
            System.out.printf("%6d %7d %7d  %s%n", minute, done.get(), failed.get(), mogplex.cost());
        }
        over = true;
        for (Thread each : callers) {
            each.join();
        }
        System.out.println("the first failure: " + firstFailure.get());
        Thread.sleep(REMEMBERED.toMillis());
        System.out.println("and when what it remembers for a minute is gone: " + mogplex.cost());
    }

    private void comeAndGo(int caller) {
        Random random = new Random(caller);
        for (int visit = 0; !over; visit++) {
            // A token of its own now and then: whoever is gone must be forgotten, too.
            int who = random.nextInt(10) == 0 ? visit * CALLERS + caller : caller;
            try {
                visit(who, random);
                done.incrementAndGet();
            } catch (IOException | RuntimeException e) {
                failed.incrementAndGet();
                firstFailure.compareAndSet("none", e.toString());
            }
        }
    }

    private void visit(int who, Random random) throws IOException {
        try (KeptConnection connection = new KeptConnection(mogplex.port())) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    Requests session = Requests.inSession(who, connection);
                    for (int i = 0; i < 5; i++) {
                        demand(connection.exchange(session.call("get_run", "{\"runId\":\"run-1\"}")));
                    }
                    connection.exchange(session.end());
                }
                case 1 -> {
                    connection.send(Requests.stream(who));
                    connection.receiveUntil("event: endpoint");
                }
                case 2 ->
                    // Gone before the answer.
                    connection.send(Requests.stateless(who)
                            .call("wait_for_run", "{\"runId\":\"run-" + who + "\",\"waitSeconds\":45}"));
                default ->
                    demand(connection.exchange(Requests.stateless(who)
                            .call("list_run_events", "{\"runId\":\"run-" + random.nextInt(1_000) + "\"}")));
            }
        }
    }

    private static void demand(KeptConnection.Answer answer) {
        if (!answer.isResult()) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
    }
}
