package com.mogplex.mcp.telemetry;

import com.mogplex.api.ProgramVersion;
import com.mogplex.client.RequestObserver;
import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Dispatcher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

/**
 * Counts calls and what they lead to. Every label is one of a few words that this program knows: no token, no id and
 * nothing that a caller or the API may choose becomes one.
 */
final class Metrics implements CallObserver {
    /** From an answer out of memory to the longest wait. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    /** What the v1 API and the hosts in front of it answer; whatever else one answers is {@code other}. */
    private static final Set<Integer> STATUSES =
            Set.of(200, 201, 202, 204, 301, 302, 307, 308, 400, 401, 403, 404, 409, 429, 500, 502, 503, 504);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KnownNames names;
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final RequestObserver upstream = new Upstream();

    Metrics(KnownNames names) {
        this.names = names;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("mogplex.build.info", () -> 1)
                .description("Always 1; the label says which version runs.")
                .tag("version", ProgramVersion.text())
                .register(registry);
    }

    @Override
    public Observation begin(Call call) {
        String method = names.method(call);
        Tags tags = Tags.of(
                "method",
                method,
                "tool",
                names.tool(call),
                "era",
                Dispatcher.isStateless(call.request()) ? "stateless" : "handshake",
                "transport",
                call.transport());
        AtomicInteger now = inFlight.computeIfAbsent(method, this::gaugeInFlight);
        now.incrementAndGet();
        long began = System.nanoTime();
        return new Observation() {
            @Override
            public RequestObserver requests() {
                return upstream;
            }

            @Override
            public void end(Outcome outcome) {
                now.decrementAndGet();
                Timer.builder("mogplex.mcp.requests")
                        .description("MCP requests that were answered or given up, and how long that took.")
                        .tags(tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry)
                        .record(Duration.ofNanos(System.nanoTime() - began));
            }
        };
    }

    private AtomicInteger gaugeInFlight(String method) {
        AtomicInteger count = new AtomicInteger();
        Gauge.builder("mogplex.mcp.requests.in.flight", count, AtomicInteger::get)
                .description("MCP requests that are being answered now.")
                .tag("method", method)
                .register(registry);
        return count;
    }

    void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(name, value::getAsInt).description(description).register(registry);
    }

    String text() {
        return registry.scrape();
    }

    private final class Upstream implements RequestObserver {
        private final Timer budgetWaits = Timer.builder("mogplex.upstream.budget.waits")
                .description("Requests to the API that had to wait for a place in their token's budget, and how long.")
                .register(registry);

        @Override
        public void waited(Duration pause) {
            budgetWaits.record(pause);
        }

        @Override
        public Sent sending(Sending request, BiConsumer<String, String> headers) {
            long began = System.nanoTime();
            return status -> Timer.builder("mogplex.upstream.requests")
                    .description("Requests to the API, each attempt by itself, and how long each took.")
                    .tag("route", request.route())
                    .tag("status", word(status))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - began));
        }

        private static String word(OptionalInt status) {
            if (status.isEmpty()) {
                return "none";
            }
            return STATUSES.contains(status.getAsInt()) ? Integer.toString(status.getAsInt()) : "other";
        }
    }
}
