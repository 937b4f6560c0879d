package com.mogplex.mcp.telemetry;

import com.mogplex.mcp.protocol.CallObserver;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The trace that a call belongs to: the one that its {@code _meta} names, since one HTTP request may carry several
 * calls; else the one that the request's headers name. Source: MCP 2026-07-28, "Trace Context"; W3C Trace Context.
 * Baggage is left alone: it is a stranger's text, and would go to the API.
 */
final class TraceParent implements TextMapGetter<CallObserver.Call> {
    private static final TraceParent READER = new TraceParent();
    private static final String PARENT = "traceparent";

    private TraceParent() {}

    /** The root if the call names no trace, or nonsense. */
    static Context of(CallObserver.Call call) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), call, READER);
    }

    @Override
    @SuppressWarnings("deprecation") // Not asked any more, but still abstract.
    public Iterable<String> keys(CallObserver.Call call) {
        return List.of();
    }

    @Override
    public @Nullable String get(CallObserver.@Nullable Call call, String key) {
        if (call == null) {
            return null;
        }
        return inMeta(call, PARENT).isPresent()
                ? inMeta(call, key).orElse(null)
                : call.header().apply(key).orElse(null);
    }

    private static Optional<String> inMeta(CallObserver.Call call, String key) {
        JsonNode value = call.request().params().path("_meta").path(key);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
