package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Waiting for a run at an API that is slow, or that has more to tell than it serves. */
@Timeout(600)
class WaitForRunTest {
    private static final String TOKEN = "mog_waitForRunwaitForRunwaitForRun";
    private static final String STREAMING = "{\"runId\":\"run-1\",\"status\":\"streaming\"}";

    private final MockWebServer api = new MockWebServer();
    private StdioPeer peer;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        Secrecy.watch(TOKEN);
        api.start();
        peer = StdioPeer.launch(Map.of(
                "MOGPLEX_URL", "http://localhost:" + api.getPort(), "MOGPLEX_DEV", "1", "MOGPLEX_API_KEY", TOKEN));
        caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
    }

    @AfterEach
    void close() {
        peer.close();
        api.close();
    }

    @Test
    void anAnswerThatTakesLongerThanTheWaitIsStillTheAnswer() {
        api.enqueue(answer("{\"run\":" + STREAMING + ",\"events\":[]}")
                .headersDelay(2, TimeUnit.SECONDS)
                .build());

        JsonNode result = caller.call("wait_for_run", Map.of("runId", "run-1", "waitSeconds", 1));

        assertThat(result.path("finished").asBoolean()).isFalse();
        assertThat(result.path("run").path("status").asString()).isEqualTo("streaming");
        assertThat(result.path("summary").asString()).startsWith("Run run-1 was still streaming after ");
        assertThat(api.getRequestCount()).isOne();
    }

    @Test
    void anApiThatSaysNothingInTimeIsAnErrorThatSaysToTryAgain() {
        for (int i = 0; i < 5; i++) {
            api.enqueue(new MockResponse.Builder().code(502).build());
        }

        JsonNode error = caller.callError("wait_for_run", Map.of("runId", "run-1", "waitSeconds", 1));

        assertThat(error.path("code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(error.path("retryable").asBoolean()).isTrue();
    }

    @Test
    void whenThe200OldestEventsAreKnownItIsSaidAndOnlyTheStatusIsAskedFor() {
        String events = IntStream.range(0, 200)
                .mapToObj(i -> "{\"id\":\"event-" + i + "\",\"type\":\"log\"}")
                .collect(Collectors.joining(","));
        api.setDispatcher(new Dispatcher() {
            private int statusLooks;

            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                if (request.getTarget().contains("/events")) {
                    return answer("{\"run\":" + STREAMING + ",\"events\":[" + events + "]}")
                            .build();
                }
                String run = ++statusLooks < 2 ? STREAMING : STREAMING.replace("streaming", "success");
                return answer("{\"run\":" + run + "}").build();
            }
        });

        JsonNode result = caller.call("wait_for_run", Map.of("runId", "run-1", "waitSeconds", 45));

        assertThat(result.path("finished").asBoolean()).isTrue();
        assertThat(result.path("eventLimitReached").asBoolean()).isTrue();
        assertThat(result.path("summary").asString())
                .isEqualTo("Run run-1 ended: success. Only its first 200 events can be read: the API serves no later"
                        + " ones.");
        assertThat(IntStream.range(0, 3).mapToObj(i -> target()).toList())
                .containsExactly(
                        "/api/v1/mogplex/runs/run-1/events?limit=200",
                        "/api/v1/mogplex/runs/run-1",
                        "/api/v1/mogplex/runs/run-1");
    }

    private String target() {
        try {
            return api.takeRequest().getTarget();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MockResponse.Builder answer(String data) {
        return new MockResponse.Builder().body("{\"ok\":true,\"data\":" + data + "}");
    }
}
