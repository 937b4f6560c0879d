package com.mogplex.mcp;

import com.mogplex.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A host that speaks Streamable HTTP: of the era that each of its messages is in. */
public final class HttpPeer extends Peer {
    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final Set<String> NAMED = Set.of("tools/call", "prompts/get", "resources/read");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** A response is read while others are: each by a thread of its own. */
    private final ExecutorService readers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "reader");
        thread.setDaemon(true);
        return thread;
    });

    private final HttpProcess server;
    private final String token;
    private final Map<String, CompletableFuture<HttpResponse<InputStream>>> exchanges = new ConcurrentHashMap<>();
    private final Set<String> stateless = ConcurrentHashMap.newKeySet();
    private volatile String session;

    public HttpPeer(HttpProcess server, String token) {
        this.server = server;
        this.token = token;
    }

    @Override
    void transmit(ObjectNode message) {
        String id = message.path("id").asString("");
        CompletableFuture<HttpResponse<InputStream>> exchange =
                client.sendAsync(request(message), HttpResponse.BodyHandlers.ofInputStream());
        exchanges.put(id, exchange);
        if (message.has("id")) {
            exchange.thenAcceptAsync(this::read, readers);
        } else {
            HttpResponse<InputStream> taken = exchange.join();
            if (taken.statusCode() != 202) {
                throw new AssertionError("a notification was answered with " + taken.statusCode());
            }
        }
    }

    private HttpRequest request(ObjectNode message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.at("/mcp"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        JsonNode params = message.path("params");
        JsonNode version = params.path("_meta").path(VERSION);
        String method = message.path("method").asString();
        if (version.isString()) {
            stateless.add(message.path("id").asString());
            request.header("MCP-Protocol-Version", version.stringValue()).header("Mcp-Method", method);
            if (NAMED.contains(method)) {
                request.header(
                        "Mcp-Name",
                        params.path(method.equals("resources/read") ? "uri" : "name")
                                .asString());
            }
        } else if (session != null && !method.equals("initialize")) {
            request.header("MCP-Protocol-Version", "2025-11-25").header("Mcp-Session-Id", session);
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(message)))
                .build();
    }

    private void read(HttpResponse<InputStream> response) {
        response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> session = id);
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.equals("text/event-stream")) {
            ServerSentEvents.read(
                    response.body(), (name, data) -> receive(Json.mapper().readTree(data)));
        } else if (type.equals("application/json")) {
            try (InputStream body = response.body()) {
                receive(Json.mapper().readTree(body.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** In the stateless era, closing the connection is how a request is cancelled. */
    @Override
    public void cancel(String id) {
        if (!stateless.contains(id)) {
            super.cancel(id);
            return;
        }
        CompletableFuture<HttpResponse<InputStream>> exchange = exchanges.get(id);
        if (!exchange.cancel(true)) {
            try {
                exchange.join().body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    String session() {
        return session;
    }

    @Override
    List<String> said() {
        return server.stderr();
    }

    @Override
    public void close() {
        exchanges.values().forEach(exchange -> exchange.cancel(true));
        readers.shutdownNow();
    }
}
