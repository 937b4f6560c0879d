package com.mogplex.client;

import static com.mogplex.client.MogplexException.Fault.INTERRUPTED;
import static com.mogplex.client.ScriptedServer.TOKEN;
import static com.mogplex.client.ScriptedServer.soon;
import static com.mogplex.client.Wire.ok;
import static com.mogplex.client.Wire.runDetail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mogplex.Secrecy;
import com.mogplex.TestJvm;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beginning, being interrupted, and ending. */
@Timeout(600)
class LifeCycleTest {
    /** What a JVM of its own runs: everything up to the first request, the request, and the end of main. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            MogplexApi api = MogplexApi.of(ScriptedServer.environment("http://localhost:" + arguments[0]));
            MogplexClient client = api.as(Credential.of(TOKEN, "a test"));
            System.out.println("== constructed");
            System.out.println(
                    "== status " + client.getRun("run-of-secret-plans", soon()).status());
            // Not closed: what is left of it must not keep the JVM alive.
        }
    }

    @Test
    void nothingOfOkHttpIsLoadedBeforeTheFirstRequestAndNoThreadOutlivesTheProgram() throws Exception {
        String output = probe("-Xlog:class+load:stdout");

        String before = output.substring(0, output.indexOf("== constructed"));
        assertThat(before).contains("com.mogplex.client.MogplexApi").doesNotContain("] okhttp3.", "] org.slf4j.");
        assertThat(output).contains("== status pending").contains("] okhttp3.");
    }

    @Test
    void theLogIsQuietByDefaultAndNeverHoldsTokensIdsOrBodies() throws Exception {
        assertThat(probe("-Da=b")).isEqualTo("== constructed\n== status pending\n");

        assertThat(probe("-Dorg.slf4j.simpleLogger.log.com.mogplex=trace"))
                .containsPattern("GET /runs/\\{runId}, attempt 1, \\d+ ms: 200, request abc-123")
                .doesNotContain(TOKEN, "secret-plans", "Bearer");
    }

    private static String probe(String flag) throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.answering(ok(runDetail("run-of-secret-plans", "pending"))
                    .newBuilder()
                    .addHeader("x-request-id", "abc-123")
                    .build());
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            flag,
                            "-cp",
                            TestJvm.classPath()
                                    + File.pathSeparator
                                    + Path.of("target", "test-classes").toAbsolutePath(),
                            Probe.class.getName(),
                            Integer.toString(server.http.getPort()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Secrecy.assertNonePrinted(output);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        }
    }

    @Test
    void warmingUpSendsNothing() {
        try (ScriptedServer server = new ScriptedServer()) {
            server.answering(ok(runDetail("r", "pending")));

            server.api.warmUp();
            server.client.getRun("r", soon());

            assertThat(server.http.getRequestCount()).isOne();
        }
    }

    @Test
    void anInterruptEndsTheCallAndItsRequest() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer silent = new RawServer((connection, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    asked.countDown();
                    try {
                        while (true) {
                            out.write(' ');
                            out.flush();
                            Thread.sleep(20);
                        }
                    } finally {
                        hungUp.countDown();
                    }
                });
                MogplexApi api =
                        ScriptedServer.impatient(ScriptedServer.environment("http://localhost:" + silent.port()))) {
            AtomicReference<MogplexException> failure = new AtomicReference<>();
            AtomicBoolean stillInterrupted = new AtomicBoolean();
            Thread caller = new Thread(() -> {
                failure.set(catchThrowableOfType(
                        MogplexException.class,
                        () -> api.as(Credential.of(TOKEN, "a test")).getRun("r", soon())));
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            asked.await();

            caller.interrupt();
            caller.join();
            hungUp.await();

            assertThat(failure.get().fault()).contains(INTERRUPTED);
            assertThat(stillInterrupted).isTrue();
        }
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        ScriptedServer server = new ScriptedServer();
        server.alwaysAnswering(ok(Wire.events("streaming")));
        CountDownLatch following = new CountDownLatch(1);
        CompletableFuture<RunSnapshot> wait = server.client
                .follower()
                .await("run-1", snapshot -> false, Duration.ofHours(1), snapshot -> following.countDown());
        following.await();

        server.close();

        ExecutionException ended = catchThrowableOfType(ExecutionException.class, wait::get);
        assertThat(((MogplexException) ended.getCause()).fault()).contains(INTERRUPTED);
        assertThat(catchThrowableOfType(MogplexException.class, () -> server.client.getRun("r", soon()))
                        .fault())
                .contains(INTERRUPTED);
    }

    @Test
    void followingOverHttpEndsWithTheRun() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            String all = Wire.events("success", Wire.event("a", 1), Wire.event("b", 2));
            server.answering(ok(Wire.events("streaming", Wire.event("a", 1))), ok(all), ok(all));

            RunSnapshot end = server.client
                    .follower()
                    .await("run-1", snapshot -> false, Duration.ofSeconds(30), snapshot -> {})
                    .get();

            assertThat(end.events()).hasSize(2);
            assertThat(end.run().status().isTerminal()).isTrue();
        }
    }

    @Test
    void clientsOfOneTokenAreOne() {
        try (ScriptedServer server = new ScriptedServer()) {
            assertThat(server.api.as(Credential.of(TOKEN, "elsewhere"))).isSameAs(server.client);
            assertThat(server.api.as(Credential.of(TOKEN + "x", "elsewhere"))).isNotSameAs(server.client);
        }
    }
}
