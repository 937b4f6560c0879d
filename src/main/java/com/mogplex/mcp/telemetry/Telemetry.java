package com.mogplex.mcp.telemetry;

import com.mogplex.mcp.protocol.CallObserver;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the options and the environment ask to be counted and traced. The libraries of what they do not are not loaded.
 */
public final class Telemetry implements CallObserver {
    private final @Nullable Metrics metrics;
    private final @Nullable Traces traces;

    private Telemetry(@Nullable Metrics metrics, @Nullable Traces traces) {
        this.metrics = metrics;
        this.traces = traces;
    }

    /**
     * What is asked for.
     *
     * @param counted whether anybody can read the metrics
     * @param environment names a collector of traces, if there is one
     * @throws IllegalArgumentException if the environment asks for what cannot be done
     */
    public static Telemetry of(boolean counted, Map<String, String> environment, KnownNames names) {
        return new Telemetry(
                counted ? new Metrics(names) : null, tracesAreWanted(environment) ? Traces.start(names) : null);
    }

    /** Source: OpenTelemetry, "Environment Variable Specification". Without an endpoint nobody would listen. */
    private static boolean tracesAreWanted(Map<String, String> environment) {
        boolean named = isSet(environment, "OTEL_EXPORTER_OTLP_ENDPOINT")
                || isSet(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        return named
                && !environment.getOrDefault("OTEL_SDK_DISABLED", "").strip().equalsIgnoreCase("true")
                && !environment.getOrDefault("OTEL_TRACES_EXPORTER", "").strip().equalsIgnoreCase("none");
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    @Override
    public Observation begin(Call call) {
        if (metrics == null) {
            return traces == null ? Observation.NONE : traces.begin(call);
        }
        Observation counted = metrics.begin(call);
        return traces == null ? counted : new BothObservations(counted, traces.begin(call));
    }

    /** Counts a number that somebody else knows. */
    public void gauge(String name, String description, IntSupplier value) {
        if (metrics != null) {
            metrics.gauge(name, description, value);
        }
    }

    /** The metrics in the Prometheus text format, version 0.0.4. */
    public String metrics() {
        return metrics == null ? "" : metrics.text();
    }

    /** Delivers what has not been delivered yet, if that is possible in this time. */
    public void end(Duration time) {
        if (traces != null) {
            traces.end(time);
        }
    }
}
