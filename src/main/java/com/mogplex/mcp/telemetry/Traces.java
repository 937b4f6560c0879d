package com.mogplex.mcp.telemetry;

import com.mogplex.api.ProgramVersion;
import com.mogplex.client.RequestObserver;
import com.mogplex.mcp.protocol.CallObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Traces calls and the requests that they send upstream, and delivers them as the standard environment variables say.
 * Names and attributes are those of OpenTelemetry's conventions for MCP and for HTTP clients, but for those that would
 * hold an id or a text: no token, no prompt and no argument is in a trace. A collector that is gone costs traces, and
 * nothing else.
 */
final class Traces implements CallObserver {
    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final int FIRST_ERROR_STATUS = 400;

    @SuppressWarnings("unused") // Held; see bridge().
    private static final java.util.logging.Logger LIBRARY = LibraryLog.bridge("io.opentelemetry");

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final KnownNames names;

    private Traces(OpenTelemetrySdk sdk, KnownNames names) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer("com.mogplex.mcp", ProgramVersion.text());
        this.names = names;
    }

    /** @throws IllegalArgumentException if the variables ask for what is not there */
    static Traces start(KnownNames names) {
        try {
            return new Traces(
                    AutoConfiguredOpenTelemetrySdk.builder()
                            .disableShutdownHook()
                            .addPropertiesSupplier(() -> Map.of("otel.exporter.otlp.protocol", "http/protobuf"))
                            // Whatever the variables say of these is meant for programs that have them.
                            .addPropertiesCustomizer(
                                    properties -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
                            .addResourceCustomizer((resource, properties) -> named(resource))
                            .build()
                            .getOpenTelemetrySdk(),
                    names);
        } catch (ConfigurationException | IllegalArgumentException unusable) {
            // Without its words: they may repeat a header, which holds a secret.
            LOG.debug("OpenTelemetry could not be configured", unusable);
            throw new IllegalArgumentException(
                    "the OTEL_… variables cannot be used: traces are delivered over OTLP only"
                            + " (OTEL_TRACES_EXPORTER=otlp), as http/protobuf or grpc; see --log-level debug");
        }
    }

    private static Resource named(Resource resource) {
        String name = resource.getAttribute(SERVICE);
        Attributes own = name == null || name.startsWith("unknown_service")
                ? Attributes.of(SERVICE, "mogplex", AttributeKey.stringKey("service.version"), ProgramVersion.text())
                : Attributes.of(AttributeKey.stringKey("service.version"), ProgramVersion.text());
        return resource.merge(Resource.create(own));
    }

    @Override
    public Observation begin(Call call) {
        String method = names.method(call);
        String tool = names.tool(call);
        boolean callsTool = method.equals("tools/call");
        SpanBuilder builder = tracer.spanBuilder(callsTool ? method + " " + tool : method)
                .setParent(TraceParent.of(call))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("mcp.method.name", method)
                .setAttribute("network.transport", "tcp")
                .setAttribute("network.protocol.name", "http");
        if (callsTool) {
            builder.setAttribute("gen_ai.operation.name", "execute_tool").setAttribute("gen_ai.tool.name", tool);
        }
        Span span = builder.startSpan();
        return new CallSpan(span);
    }

    /** Delivers what is left, if that is possible in this time. */
    void end(Duration time) {
        sdk.getSdkTracerProvider().shutdown().join(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private final class CallSpan implements Observation, RequestObserver {
        private final Span span;

        CallSpan(Span span) {
            this.span = span;
        }

        @Override
        public RequestObserver requests() {
            return this;
        }

        @Override
        public void end(Outcome outcome) {
            if (outcome != Outcome.OK) {
                span.setAttribute("error.type", outcome.name().toLowerCase(Locale.ROOT));
            }
            if (outcome == Outcome.TOOL_ERROR || outcome == Outcome.FAULT) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }

        @Override
        public Sent sending(Sending request, BiConsumer<String, String> headers) {
            Context parent = Context.root().with(span);
            SpanBuilder builder = tracer.spanBuilder(request.route())
                    .setParent(parent)
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute(
                            "http.request.method",
                            request.route().substring(0, request.route().indexOf(' ')))
                    .setAttribute(
                            "url.template",
                            request.route().substring(request.route().indexOf(' ') + 1))
                    .setAttribute("server.address", request.host())
                    .setAttribute("server.port", (long) request.port());
            if (request.attempt() > 1) {
                builder.setAttribute("http.request.resend_count", (long) request.attempt() - 1);
            }
            Span sent = builder.startSpan();
            W3CTraceContextPropagator.getInstance()
                    .inject(parent.with(sent), headers, (into, name, value) -> headers.accept(name, value));
            return status -> ended(sent, status);
        }

        private void ended(Span sent, OptionalInt status) {
            status.ifPresent(code -> sent.setAttribute("http.response.status_code", (long) code));
            if (status.isEmpty() || status.getAsInt() >= FIRST_ERROR_STATUS) {
                sent.setAttribute("error.type", status.isEmpty() ? "no_answer" : Integer.toString(status.getAsInt()));
                sent.setStatus(StatusCode.ERROR);
            }
            sent.end();
        }
    }
}
