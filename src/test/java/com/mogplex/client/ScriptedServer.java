package com.mogplex.client;

import com.mogplex.Secrecy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;

/** A server on this machine whose answers a test scripts, and a client of it. */
final class ScriptedServer implements AutoCloseable {
    static final String TOKEN = "mog_0123456789abcdefABCDEF";

    final MockWebServer http = PromptServer.create();
    final MogplexApi api;
    final MogplexClient client;

    ScriptedServer() {
        Secrecy.watch(TOKEN);
        try {
            http.start();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        api = impatient(environment("http://localhost:" + http.getPort()));
        client = api.as(Credential.of(TOKEN, "a test"));
    }

    /** Repeats without a pause, so that no test waits. */
    static MogplexApi impatient(Map<String, String> environment) {
        return MogplexApi.of(environment, new RetryPolicy(() -> 0.0), new SystemScheduler());
    }

    static Map<String, String> environment(String url) {
        return new HashMap<>(Map.of("MOGPLEX_URL", url, "MOGPLEX_DEV", "1"));
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    ScriptedServer answering(MockResponse... answers) {
        for (MockResponse answer : answers) {
            http.enqueue(answer);
        }
        return this;
    }

    /** Every request, however many, gets this answer. */
    ScriptedServer alwaysAnswering(MockResponse answer) {
        http.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer;
            }
        });
        return this;
    }

    RecordedRequest request() {
        try {
            return http.takeRequest();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nullable
    String header(String name) {
        return request().getHeaders().get(name);
    }

    @Override
    public void close() {
        api.close();
        http.close();
    }
}
