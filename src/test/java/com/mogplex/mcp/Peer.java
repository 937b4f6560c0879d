package com.mogplex.mcp;

import com.mogplex.api.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A host, as far as the server can tell: sends messages over one of the transports, and sorts what comes back. */
public abstract class Peer implements AutoCloseable {
    /** Long enough for the slowest machine; a test that meets it has failed. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonNode> unsolicited = new LinkedBlockingQueue<>();

    /** Sends a request and waits for its answer: the whole message. */
    public JsonNode ask(String method, ObjectNode params) {
        return join(send(method, params));
    }

    /** Sends a request under an id of its own. */
    public CompletableFuture<JsonNode> send(String method, ObjectNode params) {
        return send(nextId(), method, params);
    }

    public String nextId() {
        return "t-" + ids.incrementAndGet();
    }

    public CompletableFuture<JsonNode> send(String id, String method, ObjectNode params) {
        ObjectNode request = Json.mapper().createObjectNode();
        request.put("jsonrpc", "2.0").put("id", id).put("method", method);
        request.set("params", params);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        transmit(request);
        return answer;
    }

    public void notify(String method, ObjectNode params) {
        ObjectNode notification = Json.mapper().createObjectNode();
        notification.put("jsonrpc", "2.0").put("method", method);
        notification.set("params", params);
        transmit(notification);
    }

    /** Tells the server that nobody waits for this request any more. */
    public void cancel(String id) {
        notify(
                "notifications/cancelled",
                Json.mapper().createObjectNode().put("requestId", id).put("reason", "test"));
    }

    /** The next message that answers no request of {@link #send}: a notification, or an answer to raw bytes. */
    public JsonNode next() {
        try {
            JsonNode message = unsolicited.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message came; the server said: " + said());
            }
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What has come so far that answers no request. */
    public List<JsonNode> soFar() {
        return List.copyOf(unsolicited);
    }

    /** Takes what has come so far that answers no request. */
    public List<JsonNode> drain() {
        List<JsonNode> messages = new ArrayList<>();
        unsolicited.drainTo(messages);
        return messages;
    }

    /** Sends one message. */
    abstract void transmit(ObjectNode message);

    /** What the server's process wrote to standard error. */
    abstract List<String> said();

    @Override
    public abstract void close();

    final void receive(JsonNode message) {
        JsonNode id = message.path("id");
        CompletableFuture<JsonNode> answer = id.isString() ? pending.remove(id.stringValue()) : null;
        if (answer != null) {
            answer.complete(message);
        } else {
            unsolicited.add(message);
        }
    }

    static JsonNode join(CompletableFuture<JsonNode> answer) {
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
