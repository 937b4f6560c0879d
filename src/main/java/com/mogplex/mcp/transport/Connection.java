package com.mogplex.mcp.transport;

import com.mogplex.api.Json;
import com.mogplex.client.MogplexClient;
import com.mogplex.mcp.protocol.CallContext;
import com.mogplex.mcp.protocol.Cancellation;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.Incoming;
import com.mogplex.mcp.protocol.Outgoing;
import com.mogplex.mcp.protocol.Progress;
import com.mogplex.mcp.protocol.RpcException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One client and the requests of its that are in flight. Whatever is owed an answer gets exactly one, unless the client
 * cancelled it: then it gets none. Safe for use by many threads.
 */
final class Connection {
    /** More than any host sends at once; enough to bound what one client can make us hold. */
    static final int MAX_IN_FLIGHT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Dispatcher dispatcher;
    private final Supplier<MogplexClient> client;
    private final Consumer<JsonNode> outbound;
    private final Map<JsonNode, Call> inFlight = new ConcurrentHashMap<>();
    private final Cancellation closing = new Cancellation();

    /** @param outbound takes one message at a time from any thread */
    Connection(Dispatcher dispatcher, Supplier<MogplexClient> client, Consumer<JsonNode> outbound) {
        this.dispatcher = dispatcher;
        this.client = client;
        this.outbound = outbound;
    }

    /** Takes one message, or a batch of them as revision 2025-03-26 had it. Never throws; does not wait for calls. */
    void receive(JsonNode message) {
        if (!(message instanceof ArrayNode batch)) {
            receive(message, reply -> {
                if (reply != null) {
                    outbound.accept(reply);
                }
            });
        } else if (batch.isEmpty() || batch.size() > MAX_IN_FLIGHT) {
            refuse(new RpcException(RpcException.INVALID_REQUEST, "A batch holds 1 to " + MAX_IN_FLIGHT + " messages"));
        } else {
            Batch replies = new Batch(batch.size(), outbound);
            batch.forEach(each -> receive(each, replies::add));
        }
    }

    /** Answers what could not be read as a message, so that its id is not known. */
    void refuse(RpcException error) {
        outbound.accept(Outgoing.error(Json.mapper().getNodeFactory().nullNode(), error));
    }

    /** No further message will come. Completes when nothing of what is in flight now is. */
    CompletableFuture<Void> drain() {
        closing.cancel();
        return CompletableFuture.allOf(
                inFlight.values().stream().map(call -> call.settled).toArray(CompletableFuture[]::new));
    }

    /** Stops all waiting. Nothing is answered any more. */
    void cancelAll() {
        List.copyOf(inFlight.values()).forEach(Call::cancel);
    }

    private void receive(JsonNode message, Consumer<@Nullable JsonNode> reply) {
        Incoming incoming = Incoming.of(message);
        if (incoming instanceof Incoming.Request request) {
            start(request, reply);
        } else if (incoming instanceof Incoming.Invalid invalid) {
            reply.accept(Outgoing.error(invalid.id(), invalid.error()));
        } else {
            if (incoming instanceof Incoming.Notification notification) {
                take(notification);
            }
            reply.accept(null);
        }
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

    private void start(Incoming.Request request, Consumer<@Nullable JsonNode> reply) {
        if (inFlight.size() >= MAX_IN_FLIGHT) {
            reply.accept(Outgoing.error(
                    request.id(),
                    new RpcException(RpcException.INTERNAL_ERROR, "Too many requests in flight; wait for some")));
            return;
        }
        Call call = new Call(request, reply);
        if (inFlight.putIfAbsent(request.id(), call) != null) {
            reply.accept(Outgoing.error(
                    request.id(),
                    new RpcException(RpcException.INVALID_REQUEST, "A request with this id is still in flight")));
            return;
        }
        CallContext context = new CallContext(client, call::notify, call.progress(), call.cancellation, closing);
        dispatcher.dispatch(request, context).whenComplete((result, failure) -> {
            if (failure == null) {
                call.settle(Outgoing.result(request.id(), result));
            } else {
                call.settle(Outgoing.error(request.id(), asRpcError(failure)));
            }
        });
    }

    private static RpcException asRpcError(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RpcException mistake) {
            return mistake;
        }
        LOG.error("A request failed in a way that it should not", cause);
        return new RpcException(RpcException.INTERNAL_ERROR, "Internal error");
    }

    /** One request in flight. */
    private final class Call {
        private final Incoming.Request request;
        private final Consumer<@Nullable JsonNode> reply;
        private final Cancellation cancellation = new Cancellation();
        private final CompletableFuture<Void> settled = new CompletableFuture<>();

        /** Orders the call's notifications before its answer. */
        private final Object order = new Object();

        private boolean over;

        Call(Incoming.Request request, Consumer<@Nullable JsonNode> reply) {
            this.request = request;
            this.reply = reply;
        }

        Progress progress() {
            return ProgressToken.of(request.params())
                    .map(token -> token.reporter(this::notify))
                    .orElse(message -> {});
        }

        void notify(String method, ObjectNode params) {
            synchronized (order) {
                if (!over) {
                    outbound.accept(Outgoing.notification(method, params));
                }
            }
        }

        void settle(@Nullable JsonNode answer) {
            synchronized (order) {
                if (over) {
                    return;
                }
                over = true;
                inFlight.remove(request.id(), this);
                reply.accept(answer);
            }
            settled.complete(null);
        }

        void cancel() {
            settle(null);
            cancellation.cancel();
        }
    }
}
