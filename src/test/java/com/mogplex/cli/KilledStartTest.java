package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import com.mogplex.TestJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A start whose process is killed before it has heard the answer. */
@Timeout(600)
class KilledStartTest {
    private static final String NOTE = "note: idempotency key ";

    /** Starts a run for each new key; only a key that it knows gets an answer. */
    private static final class HangingApi extends Dispatcher {
        private final Map<String, String> runsByKey = new ConcurrentHashMap<>();

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String key = String.valueOf(request.getHeaders().get("Idempotency-Key"));
            String run = "run-" + (runsByKey.size() + 1);
            String known = runsByKey.putIfAbsent(key, run);
            return known == null
                    ? new MockResponse.Builder()
                            .onResponseStart(SocketEffect.Stall.INSTANCE)
                            .build()
                    : ScriptedApi.response(
                                    202,
                                    "{\"ok\":true,\"data\":{\"runId\":\"" + known
                                            + "\",\"status\":\"pending\",\"replayed\":true}}")
                            .build();
        }
    }

    @Test
    void thePrintedKeyFindsItsRunAgain() throws Exception {
        HangingApi hanging = new HangingApi();
        try (MockWebServer api = new MockWebServer()) {
            api.setDispatcher(hanging);
            api.start();
            String url = "http://localhost:" + api.getPort();

            String key = keyOfAKilledStart(api, url);
            TestingShell.Result retried = TestingShell.connectedTo(url)
                    .run("run", "--repo", "repo-1", "--idempotency-key", key, "Fix the flaky tests");

            assertThat(retried.exitCode()).as(retried.error()).isZero();
            assertThat(retried.outputLines()).first().isEqualTo("matched existing run run-1 (pending)");
            assertThat(hanging.runsByKey).containsExactly(Map.entry(key, "run-1"));
        }
    }

    private static String keyOfAKilledStart(MockWebServer api, String url) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(TestJvm.command("run", "--repo", "repo-1", "Fix the flaky tests"));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("MOGPLEX_URL", url, "MOGPLEX_DEV", "1", "MOGPLEX_API_KEY", ScriptedApi.TOKEN));
        Process process = builder.start();
        try (BufferedReader error =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = String.valueOf(error.readLine());
            assertThat(line).startsWith(NOTE);
            Secrecy.assertNonePrinted(line);
            assertThat(api.takeRequest(30, TimeUnit.SECONDS)).isNotNull();
            return line.substring(NOTE.length());
        } finally {
            // SIGKILL: no hook runs.
            process.destroyForcibly().waitFor();
        }
    }
}
