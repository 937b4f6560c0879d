package com.mogplex.mcp.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import com.mogplex.mcp.RawHttp;
import com.mogplex.mcp.protocol.CallContext;
import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.Method;
import com.mogplex.mcp.protocol.ServerIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP face in this JVM, so that a test can choose its bounds. Its one tool never answers by itself, and tells who
 * waits for it.
 */
final class Served implements AutoCloseable {
    static final String TOKEN = "mog_test_00000000000000000000";
    static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    static final String WAIT =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"wait\"}}";
    static final List<String> PATHS = List.of(
            "/mcp",
            "/sse",
            "/messages",
            "/healthz",
            "/readyz",
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-protected-resource/mcp",
            "/.well-known/oauth-protected-resource/sse",
            "/nowhere",
            "/");

    private final HttpTransport transport;
    private final AtomicInteger waiting;

    private final AtomicInteger begun;

    private Served(HttpTransport transport, AtomicInteger begun, AtomicInteger waiting) {
        this.transport = transport;
        this.begun = begun;
        this.waiting = waiting;
    }

    static Served with(String... flags) {
        return with(usual -> usual, flags);
    }

    static Served with(UnaryOperator<Limits> limits, String... flags) {
        return with(limits, context -> {}, flags);
    }

    /** @param tool is given every call */
    static Served with(UnaryOperator<Limits> limits, Consumer<CallContext> tool, String... flags) {
        HttpOptions.Reader reader = new HttpOptions.Reader();
        Iterator<String> all = List.of(flags).iterator();
        while (all.hasNext()) {
            reader.take(all.next(), all);
        }
        reader.take("--port", List.of("0").iterator());
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger waiting = new AtomicInteger();
        Method wait = new Method(
                (params, context) -> {
                    waiting.incrementAndGet();
                    context.cancellation().onCancel(waiting::decrementAndGet);
                    tool.accept(context);
                    begun.incrementAndGet();
                    return new CompletableFuture<>();
                },
                Method.Caching.NONE);
        HttpTransport transport = HttpTransport.start(
                reader.options().with(limits.apply(reader.options().limits())),
                new Dispatcher(Map.of("tools/call", wait), new ServerIdentity("0", "For tests.")),
                credential -> {
                    throw new AssertionError("there is no API");
                },
                () -> {
                    throw new AssertionError("there is no API");
                },
                CallObserver.NONE);
        return new Served(transport, begun, waiting);
    }

    /** Other times than the usual, which are too long for a test. */
    static UnaryOperator<Limits> times(Duration header, Duration body, Duration idle, Duration keepAlive) {
        return usual -> new Limits(
                usual.connections(),
                usual.connectionsPerAddress(),
                usual.callsPerCaller(),
                usual.streamsPerCaller(),
                usual.streams(),
                header,
                body,
                idle,
                keepAlive);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + transport.port());
    }

    /** How many calls are waited for. */
    int waiting() {
        return waiting.get();
    }

    /** How many calls have come. */
    int begun() {
        return begun.get();
    }

    /** A call that wants to hear how it is getting on. */
    static String talkative(String call) {
        return call.replace("\"params\":{", "\"params\":{\"_meta\":{\"progressToken\":\"p\"},");
    }

    RawHttp.Answer ping(String token, String... headers) {
        return post(token, PING, headers);
    }

    RawHttp.Answer post(String token, String body, String... headers) {
        return RawHttp.send(base(), body, lines("POST", "/mcp", token, headers));
    }

    RawHttp.Answer get(String path, String... headers) {
        return RawHttp.send(base(), "", lines("GET", path, TOKEN, headers));
    }

    static String[] lines(String method, String path, String token, String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                method + " " + path + " HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Authorization: Bearer " + token));
        lines.addAll(List.of(headers));
        return lines.toArray(String[]::new);
    }

    /** A request as it goes over the wire, on a connection that stays open. */
    static String wire(String body, String... lines) {
        return String.join("\r\n", lines) + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static void assertRefused(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(status);
        assertSpeaksForItself(answer);
        assertThat(answer.json().path("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(answer.json().path("error").path("message").asString()).isNotBlank();
    }

    /** Nothing of what it is made of. */
    static void assertSpeaksForItself(RawHttp.Answer answer) {
        assertThat(answer.head() + answer.body())
                .doesNotContainIgnoringCase(
                        "java.", "org.eclipse", "jetty", "jackson", "exception", "\tat ", "at com.");
    }

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    @Override
    public void close() {
        transport.close();
    }
}
