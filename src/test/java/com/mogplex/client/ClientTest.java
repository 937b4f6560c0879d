package com.mogplex.client;

import static com.mogplex.client.Wire.event;
import static com.mogplex.client.Wire.ok;
import static com.mogplex.client.Wire.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.StartRunRequest;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientTest {
    private final MockWebServer server = new MockWebServer();
    private MogplexApi api;
    private MogplexClient client;

    @BeforeEach
    void start() throws Exception {
        server.start();
        api = MogplexApi.of(Map.of("MOGPLEX_URL", server.url("").toString().replaceAll("/$", ""), "MOGPLEX_DEV", "1"));
        client = api.as(Credential.of("mog_0123456789abcdef", "a test"));
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void aStartSendsTheKeyAndTheTokenAndReturnsTheRun() throws Exception {
        server.enqueue(ok(202, run("run-1", "pending")));
        var run = client.startRun(StartRunRequest.of("repo", "Fix it"), "key-1", Deadline.in(Duration.ofSeconds(5)));
        assertThat(run.runId()).isEqualTo("run-1");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("key-1");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer mog_0123456789abcdef");
        assertThat(request.getRequestLine()).isEqualTo("POST /api/v1/mogplex/runs HTTP/1.1");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getBody().utf8()).isEqualTo("{\"repoId\":\"repo\",\"prompt\":\"Fix it\"}");
    }

    @Test
    void aFollowerEndsWithAllEvents() throws Exception {
        server.enqueue(ok(200, "{\"run\":" + run("run-1", "streaming") + ",\"events\":[" + event(1) + "]}"));
        for (int i = 0; i < 2; i++) {
            server.enqueue(ok(
                    200, "{\"run\":" + run("run-1", "success") + ",\"events\":[" + event(1) + "," + event(2) + "]}"));
        }
        RunSnapshot end = client.follower()
                .await("run-1", s -> s.run().status().isTerminal(), Duration.ofSeconds(20), s -> {})
                .get();
        assertThat(end.events()).hasSize(2);
        assertThat(end.run().status().name()).isEqualTo("success");
    }
}
