package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.Incoming;
import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.protocol.Versions;
import com.mogplex.mcp.transport.Connection;
import com.mogplex.mcp.transport.MessageText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * {@code /mcp}: Streamable HTTP of 2025-03-26 to 2025-11-25, and of 2026-07-28. Every POST can be answered by any
 * replica. A GET is refused, as the specification allows: what it would stream is what the server says unasked, and
 * this one says nothing unasked.
 */
final class StreamableEndpoint {
    static final String METHODS = "POST, DELETE, OPTIONS";

    private static final String SESSION = "Mcp-Session-Id";

    private final Dispatcher dispatcher;
    private final Callers callers;
    private final Sessions sessions;
    private final Admission calls;
    private final Bodies bodies;
    private final Timers timers;
    private final Duration keepAlivePeriod;
    private final Owed owed;
    private final CallObserver observer;
    private final Map<Object, Connection> atWork = new ConcurrentHashMap<>();

    StreamableEndpoint(
            Dispatcher dispatcher,
            Callers callers,
            Sessions sessions,
            Admission calls,
            Bodies bodies,
            Timers timers,
            Duration keepAlivePeriod,
            Owed owed,
            CallObserver observer) {
        this.dispatcher = dispatcher;
        this.callers = callers;
        this.sessions = sessions;
        this.calls = calls;
        this.bodies = bodies;
        this.timers = timers;
        this.keepAlivePeriod = keepAlivePeriod;
        this.owed = owed;
        this.observer = observer;
    }

    void handle(Exchange exchange) {
        switch (exchange.request().getMethod()) {
            case "POST" -> post(exchange);
            case "DELETE" -> delete(exchange);
            default -> throw notAllowed(METHODS);
        }
    }

    static Refusal notAllowed(String allowed) {
        return Refusal.of(
                HttpStatus.METHOD_NOT_ALLOWED_405, "This path takes " + allowed + " only", Map.of("Allow", allowed));
    }

    private void delete(Exchange exchange) {
        Caller caller = callers.of(exchange);
        VersionHeaders.requireKnown(exchange, null);
        @Nullable String session = exchange.header(SESSION);
        if (session == null) {
            throw Refusal.of(HttpStatus.BAD_REQUEST_400, "The header " + SESSION + " is required");
        }
        sessions.require(caller.principal(), session);
        sessions.end(caller.principal(), session);
        exchange.empty(HttpStatus.NO_CONTENT_204);
    }

    private void post(Exchange exchange) {
        Caller caller = callers.of(exchange);
        bodies.check(exchange);
        Accept accept = Accept.of(exchange.request());
        bodies.read(exchange, body -> receive(exchange, caller, accept, body));
    }

    private void receive(Exchange exchange, Caller caller, Accept accept, byte[] body) {
        JsonNode message;
        try {
            message = MessageText.read(body)
                    .orElseThrow(() -> Refusal.of(HttpStatus.BAD_REQUEST_400, "The body holds no message"));
        } catch (RpcException unreadable) {
            throw Refusal.of(HttpStatus.BAD_REQUEST_400, null, unreadable);
        }
        if (message instanceof ArrayNode) {
            receiveBatch(exchange, caller, accept, message);
            return;
        }
        Incoming incoming = Incoming.of(message);
        if (incoming instanceof Incoming.Invalid invalid) {
            throw Refusal.of(HttpStatus.BAD_REQUEST_400, invalid.id(), invalid.error());
        }
        if (incoming instanceof Incoming.Request request) {
            receiveRequest(exchange, caller, accept, message, request);
        } else {
            VersionHeaders.requireKnown(exchange, null);
            inSession(exchange, caller, accept, message);
        }
    }

    private void receiveRequest(
            Exchange exchange, Caller caller, Accept accept, JsonNode message, Incoming.Request request) {
        if (VersionHeaders.isStateless(exchange, request)) {
            VersionHeaders.checkStateless(exchange, request);
            if (request.method().equals("subscriptions/listen") && !accept.stream()) {
                throw Refusal.of(HttpStatus.NOT_ACCEPTABLE_406, "Accept must list text/event-stream");
            }
            take(exchange, caller, accept, true, message, caller.connect(dispatcher), () -> {});
            return;
        }
        VersionHeaders.requireKnown(exchange, request.id());
        if (request.method().equals("initialize")) {
            exchange.response().getHeaders().put(SESSION, sessions.open(caller.principal()));
            take(exchange, caller, accept, false, message, caller.connect(dispatcher), () -> {});
            return;
        }
        inSession(exchange, caller, accept, message);
    }

    /** Asks what only waits to be answered now. */
    void hurry() {
        List.copyOf(atWork.values()).forEach(Connection::hurry);
    }

    /** Source: MCP 2025-03-26; the revisions before and after have no batches. */
    private void receiveBatch(Exchange exchange, Caller caller, Accept accept, JsonNode batch) {
        VersionHeaders.requireKnown(exchange, null);
        boolean may = VersionHeaders.version(exchange)
                .map(Versions.WITH_BATCHES::equals)
                .orElse(true);
        if (!may) {
            throw Refusal.of(HttpStatus.BAD_REQUEST_400, "This revision has no batches; send each message by itself");
        }
        for (JsonNode each : batch) {
            if (Incoming.of(each) instanceof Incoming.Request request && Dispatcher.isStateless(request)) {
                throw Refusal.of(
                        HttpStatus.BAD_REQUEST_400, "This revision has no batches; send each message by itself");
            }
        }
        inSession(exchange, caller, accept, batch);
    }

    /** Without a session a request stands alone: nothing but its own connection can cancel it. */
    private void inSession(Exchange exchange, Caller caller, Accept accept, JsonNode message) {
        @Nullable String session = exchange.header(SESSION);
        if (session == null) {
            take(exchange, caller, accept, false, message, caller.connect(dispatcher), () -> {});
            return;
        }
        sessions.require(caller.principal(), session);
        Sessions.Lease lease = sessions.lease(caller.principal(), session, () -> caller.connect(dispatcher));
        try {
            take(exchange, caller, accept, false, message, lease.connection(), lease::giveBack);
        } catch (Refusal refusal) {
            lease.giveBack();
            throw refusal;
        }
    }

    private void take(
            Exchange exchange,
            Caller caller,
            Accept accept,
            boolean stateless,
            JsonNode message,
            Connection connection,
            Runnable onDone) {
        Runnable leave = calls.enter(caller.principal());
        Object key = new Object();
        atWork.put(key, connection);
        owed.track(exchange.request());
        PostReplies replies = new PostReplies(exchange, accept, stateless, timers, keepAlivePeriod, () -> {
            atWork.remove(key);
            leave.run();
            onDone.run();
        });
        replies.await(connection.receive(message, replies, exchange.observing(observer, "http")));
    }
}
