package com.mogplex.mcp;

import com.mogplex.client.Credential;
import com.mogplex.client.MogplexApi;
import com.mogplex.client.MogplexException;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.telemetry.KnownNames;
import com.mogplex.mcp.telemetry.Telemetry;
import com.mogplex.mcp.transport.http.AdminAddress;
import com.mogplex.mcp.transport.http.AdminServer;
import com.mogplex.mcp.transport.http.HttpOptions;
import com.mogplex.mcp.transport.http.HttpTransport;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code mogplex mcp --transport http}: from the start of the process to its end. Not loaded for any other transport.
 */
final class HttpService {
    /** What of the grace time is kept for closing connections and delivering traces. */
    private static final Duration CLOSING = Duration.ofMillis(1_500);

    private static final Duration LAST_TRACES = Duration.ofMillis(500);

    private HttpService() {}

    /**
     * Serves until the process is told to end; then finishes what runs.
     *
     * @param names under which calls are counted
     * @throws IllegalArgumentException if it cannot be served as asked
     */
    static void serve(HttpOptions options, Dispatcher dispatcher, KnownNames names, Map<String, String> environment) {
        EndSignals end = EndSignals.listen();
        Telemetry telemetry = Telemetry.of(options.admin() != null, environment, names);
        try (MogplexApi api = api(environment);
                HttpTransport transport = HttpTransport.start(
                        options, dispatcher, api::as, () -> api.as(Credential.of(environment)), telemetry);
                AdminServer admin = admin(options.admin(), transport, telemetry)) {
            if (admin != null) {
                System.err.println("mogplex mcp: metrics on http://" + admin.authority() + "/metrics");
            }
            System.err.println("mogplex mcp: listening on " + options.scheme() + "://" + options.host() + ":"
                    + transport.port() + "/mcp");
            end.await();
            transport.drain(forCalls(options.grace()));
        } finally {
            telemetry.end(LAST_TRACES);
        }
    }

    private static MogplexApi api(Map<String, String> environment) {
        try {
            return MogplexApi.of(environment);
        } catch (MogplexException unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    private static @Nullable AdminServer admin(
            @Nullable AdminAddress address, HttpTransport transport, Telemetry telemetry) {
        if (address == null) {
            return null;
        }
        telemetry.gauge("mogplex.http.connections", "Open connections of callers.", transport::openConnections);
        telemetry.gauge(
                "mogplex.http.calls",
                "Messages of callers that are worked on or waited for.",
                transport::callsInFlight);
        telemetry.gauge("mogplex.http.sse.streams", "Open streams of HTTP+SSE.", transport::openStreams);
        telemetry.gauge("mogplex.http.sessions", "Sessions in which a call is in flight.", transport::sessionsInUse);
        return AdminServer.start(address, transport, telemetry::metrics);
    }

    private static Duration forCalls(Duration grace) {
        Duration half = grace.dividedBy(2);
        return grace.minus(half.compareTo(CLOSING) < 0 ? half : CLOSING);
    }
}
