package com.mogplex.mcp.transport.http;

import com.mogplex.client.Credential;
import com.mogplex.client.MogplexClient;
import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Dispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves many callers over HTTP, until it is drained and closed. */
public final class HttpTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    /** Nothing waits on these threads. */
    private static final int MAX_THREADS = 32;

    private static final int MIN_THREADS = 4;
    /** Many tokens are long, and proxies add to the headers; nothing that we serve needs more. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final int STOP_MILLIS = 500;
    private static final int SHUTDOWN_IDLE_MILLIS = 20;
    private static final int DRAIN_STEP_MILLIS = 20;

    private final Timers timers;
    private final Health health = new Health();
    private final Sessions sessions = new Sessions(Clock.systemUTC());
    private final Admission calls;
    private final Admission streams;
    private final Owed owed = new Owed();
    private final StreamableEndpoint streamable;
    private final SseEndpoint sse;
    private final Server server;
    private final ServerConnector connector;

    private HttpTransport(
            HttpOptions options, Dispatcher dispatcher, Callers callers, Timers timers, CallObserver observer) {
        this.timers = timers;
        Limits limits = options.limits();
        Bodies bodies = new Bodies(timers, limits.bodyTime());
        calls = new Admission("calls", limits.callsPerCaller(), limits.connections());
        streams = new Admission("streams", limits.streamsPerCaller(), limits.streams());
        streamable = new StreamableEndpoint(
                dispatcher, callers, sessions, calls, bodies, timers, limits.keepAlivePeriod(), owed, observer);
        sse = new SseEndpoint(
                dispatcher, callers, streams, calls, bodies, timers, limits.keepAlivePeriod(), owed, observer);
        ConnectionBounds bounds = new ConnectionBounds(
                limits.connections(),
                // Behind a proxy all come from one address.
                options.trustForwarded() ? Integer.MAX_VALUE : limits.connectionsPerAddress(),
                timers);
        IdleConnections idle = new IdleConnections(limits.headerTime(), timers);
        server = new Server(threads());
        connector = new ServerConnector(server, 1, 1, protocols(options, timers));
        connector.setHost(options.host().replaceAll("[\\[\\]]", ""));
        connector.setPort(options.port());
        connector.setIdleTimeout(limits.idleTime().toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        connector.addBean(bounds);
        connector.addBean(idle);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections() + ConnectionBounds.HEADROOM, connector));
        server.setHandler(new FrontDoor(new Guard(options), idle, bounds, places()));
        server.setErrorHandler(new ProtocolErrors());
        server.setStopTimeout(STOP_MILLIS);
    }

    /**
     * Listens when it returns.
     *
     * @param api the API under a caller's own token
     * @param own the API under the server's token
     * @param observer hears of every call
     * @throws IllegalArgumentException if it cannot listen there, or the file of client tokens cannot be used
     */
    public static HttpTransport start(
            HttpOptions options,
            Dispatcher dispatcher,
            Function<Credential, MogplexClient> api,
            Supplier<MogplexClient> own,
            CallObserver observer) {
        Callers callers = callers(options, api, own);
        Timers timers = new Timers();
        HttpTransport transport;
        try {
            transport = new HttpTransport(options, dispatcher, callers, timers, observer);
        } catch (IllegalArgumentException unusable) {
            timers.close();
            throw unusable;
        }
        try {
            transport.server.start();
        } catch (Exception e) {
            LOG.debug("The server did not start", e);
            transport.close();
            throw new IllegalArgumentException("cannot listen on " + options.host() + " port " + options.port()
                    + ": is it in use? Choose another --port");
        }
        return transport;
    }

    private static Callers callers(
            HttpOptions options, Function<Credential, MogplexClient> api, Supplier<MogplexClient> own) {
        if (!options.sharedToken()) {
            return Callers.withOwnTokens(api);
        }
        Path file = options.clientTokens();
        return file == null ? Callers.sharingOneToken(own) : Callers.sharingOneTokenAmong(clientTokens(file), own);
    }

    private static List<String> clientTokens(Path file) {
        List<String> tokens;
        try {
            tokens = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--client-token-file " + file + " cannot be read as text");
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("--client-token-file " + file + " holds no token; write one a line");
        }
        return tokens;
    }

    private Map<String, FrontDoor.Place> places() {
        FrontDoor.Place metadata = FrontDoor.Place.document(ResourceMetadata::answer);
        return Map.of(
                "/mcp",
                new FrontDoor.Place(StreamableEndpoint.METHODS, streamable::handle),
                "/sse",
                new FrontDoor.Place(SseEndpoint.STREAM_METHODS, sse::stream),
                "/messages",
                new FrontDoor.Place(SseEndpoint.MESSAGE_METHODS, sse::message),
                Health.ALIVE,
                FrontDoor.Place.document(health::alive),
                "/readyz",
                FrontDoor.Place.document(health::ready),
                ResourceMetadata.PATH,
                metadata,
                ResourceMetadata.PATH + "/mcp",
                metadata,
                ResourceMetadata.PATH + "/sse",
                metadata);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("mogplex-http");
        threads.setDaemon(true);
        return threads;
    }

    private static ConnectionFactory[] protocols(HttpOptions options, Timers timers) {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration(options));
        if (options.tls() == null) {
            return new ConnectionFactory[] {http};
        }
        ReloadingTls tls = new ReloadingTls(options.tls());
        timers.every(ReloadingTls.CHECK_PERIOD, tls::check);
        return new ConnectionFactory[] {new SslConnectionFactory(tls.context(), http.getProtocol()), http};
    }

    private static HttpConfiguration configuration(HttpOptions options) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        if (options.tls() != null) {
            // The guard says under which names we answer; that the certificate has them is for the client to check.
            configuration.addCustomizer(new SecureRequestCustomizer(false));
        }
        if (options.trustForwarded()) {
            configuration.addCustomizer(TrustedProxy.customizer());
        }
        return configuration;
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** For the probes, here and on the admin port. */
    Health health() {
        return health;
    }

    /** Calls that are worked on or waited for. */
    public int callsInFlight() {
        return calls.taken();
    }

    /** Open streams of HTTP+SSE. */
    public int openStreams() {
        return streams.taken();
    }

    /** Sessions of the handshake era in which a call is in flight: more of a session is not kept. */
    public int sessionsInUse() {
        return sessions.inUse();
    }

    /** Open connections. */
    public int openConnections() {
        return connector.getConnectedEndPoints().size();
    }

    /**
     * Says that it is not ready, takes no more calls, has what only waits answered at once, and waits for the rest.
     * Each stream is ended when the last answer is on it.
     *
     * @param time after which whatever is left is left alone
     */
    public void drain(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        health.drain();
        calls.close();
        streams.close();
        try {
            // Again and again, because what was admitted a moment ago may not have begun.
            do {
                streamable.hurry();
                sse.hurry();
                Thread.sleep(DRAIN_STEP_MILLIS);
            } while (owed.count() > 0 && System.nanoTime() < deadline);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        sse.endAll();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (TimeoutException late) {
            LOG.debug("The server did not wait for its last callers");
        } catch (Exception e) {
            LOG.warn("The server did not stop as it should: {}", e.getMessage());
        } finally {
            timers.close();
        }
    }
}
