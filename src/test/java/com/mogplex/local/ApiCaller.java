package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mogplex.api.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Calls the API as any client would. */
final class ApiCaller {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI url;
    private final String token;

    ApiCaller(LocalServer server) {
        this(server, server.token());
    }

    ApiCaller(LocalServer server, String token) {
        this(server.url(), token);
    }

    ApiCaller(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    record Answer(int status, JsonNode body, HttpResponse<String> http) {
        JsonNode data() {
            assertThat(body.path("ok").asBoolean()).as("%s", body).isTrue();
            return body.get("data");
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        /** {@code 404 NOT_FOUND Run not found}. */
        String error() {
            assertThat(body.path("ok").isBoolean()).isTrue();
            assertThat(body.path("ok").asBoolean()).isFalse();
            return status + " " + body.at("/error/code").asString() + " "
                    + body.at("/error/message").asString();
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer start(Map<String, ?> body) {
        return start(UUID.randomUUID().toString(), body);
    }

    Answer start(String key, Map<String, ?> body) {
        return startRaw(key, Json.mapper().writeValueAsString(body));
    }

    Answer startRaw(String key, String body) {
        return send(request("runs")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve("/api/v1/mogplex/" + path))
                .header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = Json.mapper().readTree(response.body());
            return new Answer(response.statusCode(), body, response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode run(String runId) {
        return get("runs/" + runId).data().get("run");
    }

    /** The run when it has this status. */
    JsonNode awaitStatus(String runId, String status) {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> run(runId), run -> {
            String now = run.get("status").asString();
            if (!now.equals(status) && List.of("success", "failed", "cancelled").contains(now)) {
                throw new AssertionError("ended as " + run + " with " + messages(runId));
            }
            return now.equals(status);
        });
    }

    /** The run's events, when one has this message. */
    List<JsonNode> awaitMessage(String runId, String message) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> events(runId),
                        events -> events.stream()
                                .anyMatch(event ->
                                        event.path("message").asString("").contains(message)));
    }

    List<JsonNode> events(String runId) {
        JsonNode events = get("runs/" + runId + "/events?limit=200").data().get("events");
        return StreamSupport.stream(events.spliterator(), false).toList();
    }

    /** {@code type: message} of each event. */
    List<String> messages(String runId) {
        return events(runId).stream()
                .map(event -> event.get("type").asString() + ": "
                        + event.path("message").asString(""))
                .toList();
    }
}
