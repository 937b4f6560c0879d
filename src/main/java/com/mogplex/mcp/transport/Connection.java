package com.mogplex.mcp.transport;

import com.mogplex.client.Deadline;
import com.mogplex.client.Failures;
import com.mogplex.client.MogplexClient;
import com.mogplex.mcp.protocol.CallContext;
import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Cancellation;
import com.mogplex.mcp.protocol.ClientInput;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.Incoming;
import com.mogplex.mcp.protocol.Outgoing;
import com.mogplex.mcp.protocol.Progress;
import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.protocol.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One client and the requests of its that are in flight. Whatever is owed an answer gets exactly one, unless the client
 * cancelled it: then it gets none. What a message leads to goes where that message's replies go: one pipe for all, or
 * an HTTP response for each. Safe for use by many threads.
 */
public final class Connection {
    /** More than any host sends at once; enough to bound what one client can make us hold. */
    static final int MAX_IN_FLIGHT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Dispatcher dispatcher;
    private final Supplier<MogplexClient> client;
    private final Seal seal;
    private final Map<JsonNode, Call> inFlight = new ConcurrentHashMap<>();

    /**
     * @param client the API under this client's token
     * @param seal this client's, on what it is given to bring back
     */
    public Connection(Dispatcher dispatcher, Supplier<MogplexClient> client, Seal seal) {
        this.dispatcher = dispatcher;
        this.client = client;
        this.seal = seal;
    }

    /** Takes one message or a batch, of which nobody else hears. */
    Runnable receive(JsonNode message, Replies replies) {
        return receive(message, replies, request -> CallObserver.Observation.NONE);
    }

    /**
     * Takes one message, or a batch of them as revision 2025-03-26 had it. Never throws; does not wait for calls.
     *
     * @param observer hears of each request in it
     * @return stops the waiting for whatever the message asked
     */
    public Runnable receive(
            JsonNode message, Replies replies, Function<Incoming.Request, CallObserver.Observation> observer) {
        if (!(message instanceof ArrayNode batch)) {
            return receiveOne(message, replies, observer);
        }
        if (batch.isEmpty() || batch.size() > MAX_IN_FLIGHT) {
            replies.answer(Outgoing.error(new RpcException(
                    RpcException.INVALID_REQUEST, "A batch holds 1 to " + MAX_IN_FLIGHT + " messages")));
            return () -> {};
        }
        Batch collected = new Batch(batch.size(), replies);
        List<Runnable> stops = new ArrayList<>();
        batch.forEach(each -> stops.add(receiveOne(each, collected, observer)));
        return () -> stops.forEach(Runnable::run);
    }

    /** Asks what waits for nothing in particular, in flight now, to be answered with what is known. */
    public void hurry() {
        List.copyOf(inFlight.values()).forEach(call -> call.closing.cancel());
    }

    /** No further message will come. Completes when nothing of what is in flight now is. */
    CompletableFuture<Void> drain() {
        hurry();
        return CompletableFuture.allOf(
                inFlight.values().stream().map(call -> call.settled).toArray(CompletableFuture[]::new));
    }

    /** Stops all waiting. Nothing is answered any more. */
    public void cancelAll() {
        List.copyOf(inFlight.values()).forEach(Call::cancel);
    }

    private Runnable receiveOne(
            JsonNode message, Replies replies, Function<Incoming.Request, CallObserver.Observation> observer) {
        Incoming incoming = Incoming.of(message);
        if (incoming instanceof Incoming.Request request) {
            return start(request, replies, observer);
        }
        if (incoming instanceof Incoming.Invalid invalid) {
            replies.answer(Outgoing.error(invalid.id(), invalid.error()));
            return () -> {};
        }
        if (incoming instanceof Incoming.Notification notification) {
            take(notification);
        }
        replies.answer(null);
        return () -> {};
    }

    private void take(Incoming.Notification notification) {
        if (notification.method().equals("notifications/cancelled")) {
            JsonNode id = notification.params().get("requestId");
            Call call = id == null ? null : inFlight.get(id);
            if (call != null) {
                call.cancel();
            }
        }
    }

    private Runnable start(
            Incoming.Request request, Replies replies, Function<Incoming.Request, CallObserver.Observation> observer) {
        if (inFlight.size() >= MAX_IN_FLIGHT) {
            replies.answer(Outgoing.error(
                    request.id(),
                    new RpcException(RpcException.INTERNAL_ERROR, "Too many requests in flight; wait for some")));
            return () -> {};
        }
        Call call = new Call(request, replies);
        if (inFlight.putIfAbsent(request.id(), call) != null) {
            replies.answer(Outgoing.error(
                    request.id(),
                    new RpcException(RpcException.INVALID_REQUEST, "A request with this id is still in flight")));
            return () -> {};
        }
        CallObserver.Observation observation = observer.apply(request);
        call.begin(observation);
        CallContext context = new CallContext(
                () -> client.get().observedBy(observation.requests()),
                Deadline.in(CallContext.PATIENCE),
                call::notify,
                call.progress(),
                call.cancellation,
                ClientInput.of(request, seal),
                call.closing);
        dispatcher.dispatch(request, context).whenComplete((result, failure) -> {
            if (failure == null) {
                call.settle(Outgoing.result(request.id(), result), outcome(result));
            } else {
                RpcException error = asRpcError(failure);
                call.settle(Outgoing.error(request.id(), error), outcome(error));
            }
        });
        return call::cancel;
    }

    private static CallObserver.Outcome outcome(ObjectNode result) {
        return result.path("isError").asBoolean(false) ? CallObserver.Outcome.TOOL_ERROR : CallObserver.Outcome.OK;
    }

    private static CallObserver.Outcome outcome(RpcException error) {
        return error.code() == RpcException.INTERNAL_ERROR
                ? CallObserver.Outcome.FAULT
                : CallObserver.Outcome.PROTOCOL_ERROR;
    }

    private static RpcException asRpcError(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof RpcException mistake) {
            return mistake;
        }
        if (cause instanceof CancellationException) {
            // Nobody waits for it, or the server is ending.
            return new RpcException(RpcException.INTERNAL_ERROR, "The request was cancelled");
        }
        LOG.error("A request failed in a way that it should not", cause);
        return new RpcException(RpcException.INTERNAL_ERROR, "Internal error");
    }

    /** One request in flight. */
    private final class Call {
        private final Incoming.Request request;
        private final Replies replies;
        private final Cancellation cancellation = new Cancellation();
        private final Cancellation closing = new Cancellation();
        private final CompletableFuture<Void> settled = new CompletableFuture<>();

        /** Orders the call's notifications before its answer. */
        private final Object order = new Object();

        private CallObserver.Observation observation = CallObserver.Observation.NONE;
        private boolean over;

        Call(Incoming.Request request, Replies replies) {
            this.request = request;
            this.replies = replies;
        }

        /** Does nothing if it was cancelled before it began. */
        void begin(CallObserver.Observation begun) {
            synchronized (order) {
                if (over) {
                    begun.end(CallObserver.Outcome.CANCELLED);
                } else {
                    observation = begun;
                }
            }
        }

        Progress progress() {
            return ProgressToken.of(request.params())
                    .map(token -> token.reporter(this::notify))
                    .orElse(message -> {});
        }

        void notify(String method, ObjectNode params) {
            synchronized (order) {
                if (!over) {
                    replies.notification(Outgoing.notification(method, params));
                }
            }
        }

        void settle(@Nullable JsonNode answer, CallObserver.Outcome outcome) {
            synchronized (order) {
                if (over) {
                    return;
                }
                over = true;
                inFlight.remove(request.id(), this);
                // Before the answer: who has it and asks for the figures finds it counted.
                observation.end(outcome);
                replies.answer(answer);
            }
            settled.complete(null);
        }

        void cancel() {
            settle(null, CallObserver.Outcome.CANCELLED);
            cancellation.cancel();
        }
    }
}
