package com.mogplex.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Run;
import com.mogplex.api.StartRunRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However an answer is lost, one start is at most one run, and a start that succeeds is exactly one. */
@Timeout(120)
class ExactlyOneRunTest {
    private static final int STARTS = 200;

    /** Where things go wrong with one attempt. */
    private enum Fault {
        NONE,
        CUT_BEFORE_THE_WORK,
        REFUSED_BEFORE_THE_WORK,
        BUSY_BEFORE_THE_WORK,
        CUT_AFTER_THE_WORK,
        CUT_IN_THE_HEAD,
        CUT_IN_THE_BODY,
        FAILED_AFTER_THE_WORK,
        GATEWAY_FAILED_AFTER_THE_WORK,
        NONSENSE_AFTER_THE_WORK
    }

    /** An API that counts the runs it starts by key, and then perhaps does not say so. */
    private static final class FaultyApi extends Dispatcher {
        private final Random random;
        private final Map<String, String> runsByKey = new HashMap<>();
        private final Set<String> keysSeen = new HashSet<>();
        private final Set<String> faultsMet = new HashSet<>();
        private int runs;

        FaultyApi(long seed) {
            random = new Random(seed);
        }

        @Override
        public synchronized MockResponse dispatch(RecordedRequest request) {
            keysSeen.add(String.valueOf(request.getHeaders().get("Idempotency-Key")));
            Fault fault = random.nextInt(2) == 0 ? Fault.NONE : Fault.values()[random.nextInt(Fault.values().length)];
            faultsMet.add(fault.name());
            return switch (fault) {
                case NONE -> answer(request).build();
                case CUT_BEFORE_THE_WORK ->
                    new MockResponse.Builder()
                            .onResponseStart(new SocketEffect.CloseSocket())
                            .build();
                case REFUSED_BEFORE_THE_WORK -> Wire.refusal(503, "SERVICE_UNAVAILABLE", "Later.");
                case BUSY_BEFORE_THE_WORK ->
                    Wire.refusal(429, "RATE_LIMITED", "Slow down.")
                            .newBuilder()
                            .addHeader("Retry-After", "1")
                            .build();
                case CUT_AFTER_THE_WORK ->
                    answer(request)
                            .onResponseStart(new SocketEffect.CloseSocket())
                            .build();
                case CUT_IN_THE_HEAD ->
                    answer(request)
                            .headers(Headers.of("Content-Length", "100000"))
                            .onResponseEnd(new SocketEffect.CloseSocket())
                            .build();
                case CUT_IN_THE_BODY ->
                    answer(request)
                            .onResponseBody(new SocketEffect.CloseSocket())
                            .build();
                case FAILED_AFTER_THE_WORK -> after(request, Wire.refusal(500, "INTERNAL_ERROR", "Oh."));
                case GATEWAY_FAILED_AFTER_THE_WORK -> after(request, Wire.json(502, "<html>Bad gateway</html>"));
                case NONSENSE_AFTER_THE_WORK -> after(request, Wire.json(200, "<html>Welcome</html>"));
            };
        }

        private MockResponse after(RecordedRequest request, MockResponse response) {
            answer(request);
            return response;
        }

        private MockResponse.Builder answer(RecordedRequest request) {
            String key = request.getHeaders().get("Idempotency-Key");
            boolean replayed = runsByKey.containsKey(key);
            String id = runsByKey.computeIfAbsent(key, unknown -> "run-" + ++runs);
            return Wire.json(
                            202,
                            Wire.success(
                                    "{\"runId\":\"" + id + "\",\"status\":\"pending\",\"replayed\":" + replayed + "}"))
                    .newBuilder();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void startingUnderRandomFaultsStartsOneRunEach(long seed) throws Exception {
        FaultyApi faulty = new FaultyApi(seed);
        try (MockWebServer server = PromptServer.create()) {
            server.setDispatcher(faulty);
            server.start();
            Map<String, String> environment = ScriptedServer.environment("http://localhost:" + server.getPort());
            HastyScheduler scheduler = new HastyScheduler();
            try (MogplexApi api = MogplexApi.of(environment, new RetryPolicy(() -> 0.5), scheduler)) {
                MogplexClient client = api.as(Credential.of(ScriptedServer.TOKEN, "a test"));
                Map<String, String> started = new HashMap<>();
                Set<String> handedIn = new HashSet<>();
                for (int i = 0; i < STARTS; i++) {
                    String key = MogplexClient.newIdempotencyKey();
                    handedIn.add(key);
                    try {
                        started.put(key, start(client, key, scheduler).runId());
                    } catch (MogplexException given) {
                        assertThat(given.code())
                                .isIn(
                                        "UNREACHABLE",
                                        "INVALID_RESPONSE",
                                        ErrorCode.INTERNAL_ERROR.name(),
                                        ErrorCode.SERVICE_UNAVAILABLE.name(),
                                        ErrorCode.RATE_LIMITED.name());
                    }
                }

                assertThat(started).hasSizeGreaterThan(STARTS * 3 / 4);
                assertThat(started.values()).doesNotHaveDuplicates();
                assertThat(faulty.runsByKey).containsAllEntriesOf(started);
                assertThat(handedIn).containsAll(faulty.keysSeen);
                assertThat(faulty.keysSeen).hasSize(STARTS);
                assertThat(faulty.runs).isEqualTo(faulty.runsByKey.size()).isLessThanOrEqualTo(STARTS);
                assertThat(faulty.faultsMet).hasSize(Fault.values().length);
                assertThat(server.getRequestCount()).isGreaterThan(STARTS);
            }
        }
    }

    /** A start that has not started a second run when it is repeated by hand, either. */
    @Test
    void repeatingAStartUnderItsKeyIsTheSameRun() throws Exception {
        FaultyApi faulty = new FaultyApi(4);
        try (MockWebServer server = PromptServer.create()) {
            server.setDispatcher(faulty);
            server.start();
            Map<String, String> environment = ScriptedServer.environment("http://localhost:" + server.getPort());
            HastyScheduler scheduler = new HastyScheduler();
            try (MogplexApi api = MogplexApi.of(environment, new RetryPolicy(() -> 0.5), scheduler)) {
                MogplexClient client = api.as(Credential.of(ScriptedServer.TOKEN, "a test"));
                int succeeded = 0;
                while (succeeded < 20) {
                    try {
                        assertThat(start(client, "one key", scheduler).runId()).isEqualTo("run-1");
                        succeeded++;
                    } catch (MogplexException given) {
                        assertThat(given).isNotNull();
                    }
                }
                assertThat(faulty.runs).isOne();
                assertThat(faulty.keysSeen).containsExactly("one key");
            }
        }
    }

    private static Run start(MogplexClient client, String key, Scheduler scheduler) {
        long deadline = scheduler.nanoTime() + Duration.ofHours(1).toNanos();
        return client.startRun(StartRunRequest.of("repo", "Fix it"), key, new Deadline(deadline));
    }
}
