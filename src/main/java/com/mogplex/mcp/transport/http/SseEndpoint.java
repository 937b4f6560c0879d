package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.Incoming;
import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.transport.Connection;
import com.mogplex.mcp.transport.MessageText;
import com.mogplex.mcp.transport.Replies;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /sse} and {@code /messages}: the HTTP+SSE transport of 2024-11-05. One stream carries all that a client is
 * told; its POSTs are only received. A stream lives in one process, so a balancer must send a client's POSTs where its
 * stream is.
 */
final class SseEndpoint {
    static final String STREAM_METHODS = "GET, OPTIONS";
    static final String MESSAGE_METHODS = "POST, OPTIONS";

    private static final String SESSION = "sessionId";
    /** Past this a client connects anew, with a token that may be another by then. */
    private static final Duration LIFETIME = Duration.ofHours(24);

    private static final int ID_BYTES = 24;

    private final Dispatcher dispatcher;
    private final Callers callers;
    private final Admission streams;
    private final Admission calls;
    private final Bodies bodies;
    private final Timers timers;
    private final Duration keepAlivePeriod;
    private final Owed owed;
    private final CallObserver observer;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    SseEndpoint(
            Dispatcher dispatcher,
            Callers callers,
            Admission streams,
            Admission calls,
            Bodies bodies,
            Timers timers,
            Duration keepAlivePeriod,
            Owed owed,
            CallObserver observer) {
        this.dispatcher = dispatcher;
        this.callers = callers;
        this.streams = streams;
        this.calls = calls;
        this.bodies = bodies;
        this.timers = timers;
        this.keepAlivePeriod = keepAlivePeriod;
        this.owed = owed;
        this.observer = observer;
    }

    void stream(Exchange exchange) {
        if (!exchange.request().getMethod().equals("GET")) {
            throw StreamableEndpoint.notAllowed(STREAM_METHODS);
        }
        Caller caller = callers.of(exchange);
        Runnable leave = streams.enter(caller.principal());
        byte[] unguessable = new byte[ID_BYTES];
        random.nextBytes(unguessable);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(unguessable);
        owed.track(exchange.request());
        Session session = new Session(caller, id, exchange, leave);
        sessions.put(id, session);
        session.begin();
    }

    void message(Exchange exchange) {
        if (!exchange.request().getMethod().equals("POST")) {
            throw StreamableEndpoint.notAllowed(MESSAGE_METHODS);
        }
        Caller caller = callers.of(exchange);
        Session session = session(exchange, caller);
        bodies.check(exchange);
        bodies.read(exchange, body -> receive(exchange, session, body));
    }

    /** Ends every stream as soon as the answers that it owes are on it: its client will connect anew, elsewhere. */
    void hurry() {
        List.copyOf(sessions.values()).forEach(Session::hurry);
    }

    /** Ends every stream. */
    void endAll() {
        List.copyOf(sessions.values()).forEach(Session::end);
    }

    /** Another's session is no session: who asks cannot tell whether it exists. */
    private Session session(Exchange exchange, Caller caller) {
        Fields query = Request.extractQueryParameters(exchange.request());
        @Nullable String id = query.getValue(SESSION);
        Session session = id == null ? null : sessions.get(id);
        if (session == null || !session.caller.principal().equals(caller.principal())) {
            throw Refusal.of(HttpStatus.NOT_FOUND_404, "There is no such session; open /sse for a new one");
        }
        return session;
    }

    private void receive(Exchange exchange, Session session, byte[] body) {
        JsonNode message;
        try {
            message = MessageText.read(body)
                    .orElseThrow(() -> Refusal.of(HttpStatus.BAD_REQUEST_400, "The body holds no message"));
        } catch (RpcException unreadable) {
            throw Refusal.of(HttpStatus.BAD_REQUEST_400, null, unreadable);
        }
        Runnable leave = calls.enter(session.caller.principal());
        try {
            session.admit();
        } catch (Refusal ending) {
            leave.run();
            throw ending;
        }
        exchange.empty(HttpStatus.ACCEPTED_202);
        session.receive(message, leave, exchange.observing(observer, "sse"));
    }

    /** One stream and its client. */
    private final class Session {
        private final Caller caller;
        private final String id;
        private final Connection connection;
        private final EventStream stream;
        private final Exchange exchange;
        private final Runnable leave;
        private final Future<?> expiry;
        private @Nullable DisconnectWatch watch;
        private int unanswered;
        private boolean ending;

        Session(Caller caller, String id, Exchange exchange, Runnable leave) {
            this.caller = caller;
            this.id = id;
            this.exchange = exchange;
            this.leave = leave;
            this.connection = caller.connect(dispatcher);
            this.stream = EventStream.open(exchange, timers, keepAlivePeriod, this::forget);
            this.expiry = timers.after(LIFETIME, this::end);
        }

        void begin() {
            stream.event("endpoint", "/messages?" + SESSION + "=" + id);
            synchronized (this) {
                watch = DisconnectWatch.start(exchange.request(), this::gone);
            }
        }

        /** @throws Refusal 503 if the stream is about to end */
        synchronized void admit() {
            if (ending) {
                throw Refusal.of(HttpStatus.SERVICE_UNAVAILABLE_503, "This stream is about to end; open another");
            }
            unanswered++;
        }

        /** Receives what was admitted. */
        void receive(
                JsonNode message, Runnable leaveCall, Function<Incoming.Request, CallObserver.Observation> listener) {
            Replies replies = new Replies() {
                @Override
                public void notification(ObjectNode notification) {
                    stream.message(notification);
                }

                @Override
                public void answer(@Nullable JsonNode answer) {
                    leaveCall.run();
                    if (answer != null) {
                        stream.message(answer);
                    }
                    answered();
                }
            };
            connection.receive(message, replies, listener);
        }

        private void answered() {
            boolean last;
            synchronized (this) {
                unanswered--;
                last = ending && unanswered == 0;
            }
            if (last) {
                // Not on this thread: it holds the lock of the call that was answered.
                timers.soon(this::end);
            }
        }

        void hurry() {
            boolean idle;
            synchronized (this) {
                ending = true;
                idle = unanswered == 0;
            }
            connection.hurry();
            if (idle) {
                end();
            }
        }

        void end() {
            forget();
            synchronized (this) {
                if (watch != null) {
                    watch.stop();
                }
            }
            stream.end();
        }

        private void gone() {
            stream.abandon(new EofException("the caller is gone"));
            forget();
        }

        private void forget() {
            if (sessions.remove(id) != null) {
                expiry.cancel(false);
                leave.run();
                connection.cancelAll();
            }
        }
    }
}
