package com.mogplex.client;

import static com.mogplex.client.MogplexException.Fault.INTERRUPTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import com.mogplex.api.StartRunRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the answer to a start is lost, trying again under its key ends in one run. */
@Timeout(600)
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
        NONSENSE_AFTER_THE_WORK,
        HELD_BEFORE_THE_WORK,
        HELD_AFTER_THE_WORK
    }

    /** What becomes of one call to start. */
    private enum Signal {
        HELD_BY_THE_API,
        OVER
    }

    /** An API that counts the runs it starts by key, and then perhaps does not say so. */
    private static final class FaultyApi extends Dispatcher {
        private final Random random;
        private final Map<String, String> runsByKey = new HashMap<>();
        private final Set<String> keysSeen = new HashSet<>();
        private final Set<Fault> faultsMet = EnumSet.noneOf(Fault.class);
        private final BlockingQueue<Signal> signals;
        private int runs;

        FaultyApi(long seed, BlockingQueue<Signal> signals) {
            this.random = new Random(seed);
            this.signals = signals;
        }

        @Override
        public synchronized MockResponse dispatch(RecordedRequest request) {
            keysSeen.add(String.valueOf(request.getHeaders().get("Idempotency-Key")));
            Fault fault = random.nextInt(2) == 0 ? Fault.NONE : Fault.values()[random.nextInt(Fault.values().length)];
            faultsMet.add(fault);
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
                case HELD_BEFORE_THE_WORK -> held();
                case HELD_AFTER_THE_WORK -> after(request, held());
            };
        }

        private MockResponse held() {
            signals.add(Signal.HELD_BY_THE_API);
            return new MockResponse.Builder()
                    .onResponseStart(SocketEffect.Stall.INSTANCE)
                    .build();
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

    /** A program that starts runs, until somebody gives up on a call or it dies; then there is another. */
    private static final class Program implements AutoCloseable {
        private final HastyScheduler scheduler = new HastyScheduler();
        private final MogplexApi api;

        Program(int port) {
            api = MogplexApi.of(
                    ScriptedServer.environment("http://localhost:" + port), new RetryPolicy(() -> 0.5), scheduler);
        }

        String start(String key) {
            Deadline deadline =
                    new Deadline(scheduler.nanoTime() + Duration.ofHours(1).toNanos());
            return api.as(Credential.of(ScriptedServer.TOKEN, "a test"))
                    .startRun(StartRunRequest.of("repo", "Fix it"), key, deadline)
                    .runId();
        }

        @Override
        public void close() {
            api.close();
        }
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final ExecutorService callers = Executors.newSingleThreadExecutor();
    private final MockWebServer server = PromptServer.create();
    private Program program;
    private int cancellations;
    private int deaths;

    @BeforeEach
    void start() throws IOException {
        Secrecy.watch(ScriptedServer.TOKEN);
        server.start();
        program = new Program(server.getPort());
    }

    @AfterEach
    void close() {
        program.close();
        callers.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsLostRepeatingAStartUnderItsKeyMakesExactlyOneRun(long seed) throws Exception {
        FaultyApi faulty = new FaultyApi(seed, signals);
        server.setDispatcher(faulty);
        Map<String, String> started = new HashMap<>();
        Set<String> failuresMet = new HashSet<>();

        while (started.size() < STARTS) {
            String key = MogplexClient.newIdempotencyKey();
            while (!started.containsKey(key)) {
                try {
                    started.put(key, attempt(key));
                } catch (MogplexException given) {
                    failuresMet.add(given.code());
                }
            }
        }

        assertThat(faulty.runs).isEqualTo(STARTS);
        assertThat(faulty.runsByKey).isEqualTo(started);
        assertThat(started.values()).doesNotHaveDuplicates();
        assertThat(faulty.keysSeen).isEqualTo(started.keySet());
        // The faults did happen, and every kind of them.
        assertThat(faulty.faultsMet).containsExactlyInAnyOrder(Fault.values());
        assertThat(failuresMet).contains("INVALID_RESPONSE", "INTERRUPTED");
        assertThat(cancellations).isGreaterThan(10);
        assertThat(deaths).isGreaterThan(10);
    }

    /** One call to start; when the API holds its answer back, the caller gives up or the program dies. */
    private String attempt(String key) throws Exception {
        Program caller = program;
        Future<String> answer = callers.submit(() -> {
            try {
                return caller.start(key);
            } finally {
                signals.add(Signal.OVER);
            }
        });
        while (signals.take() != Signal.OVER) {
            if (cancellations <= deaths) {
                cancellations++;
                answer.cancel(true);
            } else {
                deaths++;
                program.close();
                program = new Program(server.getPort());
            }
        }
        try {
            return answer.get();
        } catch (CancellationException given) {
            throw MogplexException.of(INTERRUPTED, "given up");
        } catch (ExecutionException failed) {
            throw (MogplexException) failed.getCause();
        }
    }
}
