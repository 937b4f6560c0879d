package com.mogplex.mcp.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.mcp.HttpProcess;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many callers at once: each is answered, and those who wait hold no thread. */
class ManyCallersTest {
    /** Half of those who wait: the JVM's own, Jetty's 32, and those that ask the API. */
    private static final int MAX_THREADS = 300;

    private static final Duration WHILE_THEY_WAIT = Duration.ofSeconds(38);

    private static FastApi api;
    private static HttpProcess server;

    @BeforeAll
    static void launch() throws Exception {
        api = FastApi.start();
        server = HttpProcess.launch(api.environment());
    }

    @AfterAll
    static void end() {
        server.close();
        api.close();
    }

    @Test
    void sixHundredWaitsHoldNoThread() throws Exception {
        List<KeptConnection> waits = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            KeptConnection connection = new KeptConnection(server.base().getPort());
            connection.send(Requests.stateless(i % 3)
                    .call("wait_for_run", "{\"runId\":\"waited-" + i % 4 + "\",\"waitSeconds\":45}"));
            waits.add(connection);
        }
        try (KeptConnection another = new KeptConnection(server.base().getPort())) {
            // Calls are begun in the order in which they came, so this one's answer comes after all waits have begun.
            assertThat(another.exchange(Requests.stateless(3).call("get_run", "{\"runId\":\"run-1\"}"))
                            .isResult())
                    .isTrue();
        }
        Awaitility.await().untilAsserted(() -> assertThat(api.asked()).contains("waited-0", "waited-3"));
        // A worker that only began a wait has nothing to do and goes, while the waits go on for 45 s.
        Awaitility.await()
                .atMost(WHILE_THEY_WAIT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(threads()).isLessThan(MAX_THREADS));
        for (KeptConnection each : waits) {
            each.close();
        }
    }

    @Test
    void allOfFiveHundredCallersAreAnswered() throws Exception {
        List<KeptConnection> callers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            KeptConnection connection = new KeptConnection(server.base().getPort());
            connection.send(Requests.stateless(i).call("get_run", "{\"runId\":\"run-1\"}"));
            callers.add(connection);
        }
        for (KeptConnection each : callers) {
            assertThat(each.receive().body()).contains("\"isError\":false");
            each.close();
        }
    }

    private static long threads() throws Exception {
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = dump.inputReader(StandardCharsets.UTF_8)) {
            long threads = lines.lines().filter(line -> line.startsWith("\"")).count();
            assertThat(threads).as("jcmd answered").isPositive();
            return threads;
        }
    }
}
