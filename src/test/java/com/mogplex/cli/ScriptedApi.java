package com.mogplex.cli;

import com.mogplex.Secrecy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** An API that answers each route with what a test wrote down: one answer after the other, the last one for ever. */
final class ScriptedApi implements AutoCloseable {
    static final String TOKEN = "mog_0123456789abcdefghijklmnopqrstuv";

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Deque<MockResponse>> answers = new ConcurrentHashMap<>();

    ScriptedApi() throws IOException {
        Secrecy.watch(TOKEN);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getPort();
    }

    /** Answers a route, such as {@code GET /runs/run-1}, with this data in the contract's envelope. */
    ScriptedApi data(String route, String json) {
        int status = route.equals("POST /runs") ? 202 : 200;
        return answer(
                route, response(status, "{\"ok\":true,\"data\":" + json + "}").build());
    }

    /**
     * Answers it with one of the contract's errors; the transient ones come back in an hour, so that no command waits.
     */
    ScriptedApi error(String route, int status, String code, String message) {
        String body = "{\"ok\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
        MockResponse.Builder response = response(status, body);
        if (status == 429 || status == 503) {
            response.setHeader("Retry-After", "3600");
        }
        return answer(route, response.build());
    }

    ScriptedApi answer(String route, MockResponse response) {
        answers.computeIfAbsent(route, unknown -> new ArrayDeque<>()).add(response);
        return this;
    }

    static MockResponse.Builder response(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body);
    }

    int requests() {
        return server.getRequestCount();
    }

    RecordedRequest request() throws InterruptedException {
        RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request arrived");
        }
        return request;
    }

    private MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath().replaceFirst("^/api/v1/mogplex", "");
        Deque<MockResponse> queue = answers.get(request.getMethod() + " " + path);
        if (queue == null) {
            return response(404, "{\"ok\":false,\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"Run not found\"}}")
                    .build();
        }
        synchronized (queue) {
            return queue.size() > 1 ? queue.remove() : queue.element();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
