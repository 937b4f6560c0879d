package com.mogplex.mcp;

import com.mogplex.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** A host that speaks the HTTP+SSE transport of 2024-11-05. */
public final class SsePeer extends Peer {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpProcess server;
    private final String token;
    private final InputStream stream;
    private final CompletableFuture<URI> messages = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Opens the stream. */
    public SsePeer(HttpProcess server, String token) {
        this.server = server;
        this.token = token;
        HttpRequest request = HttpRequest.newBuilder(server.at("/sse"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> response = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (response.statusCode() != 200) {
            throw new AssertionError("/sse was answered with " + response.statusCode());
        }
        stream = response.body();
        Thread reader = new Thread(this::read, "sse");
        reader.setDaemon(true);
        reader.start();
        messages.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void read() {
        ServerSentEvents.read(stream, (name, data) -> {
            if (name.equals("endpoint")) {
                messages.complete(server.at("/sse").resolve(data));
            } else {
                receive(Json.mapper().readTree(data));
            }
        });
        ended.complete(null);
    }

    @Override
    void transmit(ObjectNode message) {
        int status = post(token, Json.mapper().writeValueAsString(message)).statusCode();
        if (status != 202) {
            throw new AssertionError("a message was answered with " + status);
        }
    }

    /** Posts under a token, which may be another's. */
    HttpResponse<String> post(String bearer, String body) {
        return client.sendAsync(
                        HttpRequest.newBuilder(messages.join())
                                .header("Authorization", "Bearer " + bearer)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Completes when the stream has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    List<String> said() {
        return server.stderr();
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException closed) {
            // It had ended.
        }
    }
}
