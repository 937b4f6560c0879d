package com.mogplex.mcp.transport.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics and probes on a port and threads of their own: they answer however busy the callers keep the server, and the
 * callers cannot reach them.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    /** Source: Prometheus, "Exposition formats". */
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** A few collectors and probes, and a few too many. */
    private static final int MAX_CONNECTIONS = 64;

    private static final int MAX_THREADS = 8;
    private static final int IDLE_MILLIS = 10_000;
    private static final int SHUTDOWN_IDLE_MILLIS = 20;

    private final String host;
    private final Server server;
    private final ServerConnector connector;

    private AdminServer(AdminAddress address, Map<String, FrontDoor.Place> places) {
        host = address.host();
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("mogplex-admin");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(address.host().replaceAll("[\\[\\]]", ""));
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        server.setHandler(new Desk(address, places));
        server.setErrorHandler(new ProtocolErrors());
        server.setStopTimeout(0);
    }

    /**
     * Listens when it returns.
     *
     * @param transport whose health the probes ask for
     * @param metrics in the Prometheus text format
     * @throws IllegalArgumentException if it cannot listen there
     */
    public static AdminServer start(AdminAddress address, HttpTransport transport, Supplier<String> metrics) {
        Health health = transport.health();
        AdminServer admin = new AdminServer(
                address,
                Map.of(
                        "/metrics",
                        FrontDoor.Place.document(exchange -> text(exchange, metrics.get())),
                        "/healthz",
                        FrontDoor.Place.document(health::alive),
                        "/readyz",
                        FrontDoor.Place.document(health::ready)));
        try {
            admin.server.start();
        } catch (Exception e) {
            LOG.debug("The admin server did not start", e);
            admin.close();
            throw new IllegalArgumentException("cannot listen on " + address.host() + " port " + address.port()
                    + " for metrics: is it in use? Choose another --admin-port");
        }
        return admin;
    }

    private static void text(Exchange exchange, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.response().setStatus(HttpStatus.OK_200);
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, PROMETHEUS_TEXT);
        exchange.response().getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        exchange.response().write(true, ByteBuffer.wrap(bytes), exchange.callback());
    }

    /** The host and the port that it listens on. */
    public String authority() {
        return host + ":" + connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.debug("The admin server did not stop as it should", e);
        }
    }

    /** Shows each request to its place. */
    private static final class Desk extends Handler.Abstract {
        private final Map<String, FrontDoor.Place> places;
        private final boolean local;
        private final Guard guard = Guard.loopbackOnly();

        Desk(AdminAddress address, Map<String, FrontDoor.Place> places) {
            this.places = places;
            this.local = HttpOptions.isLoopback(address.host());
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            Exchange exchange = new Exchange(request, response, callback);
            exchange.attempt(() -> {
                // Collectors and probes come under whatever address a pod has; a browser on this machine must not.
                if (local) {
                    guard.admit(exchange);
                }
                FrontDoor.Place place = places.get(request.getHttpURI().getPath());
                if (place == null) {
                    throw Refusal.of(HttpStatus.NOT_FOUND_404, "There is nothing here; metrics are at /metrics");
                }
                place.answer().accept(exchange);
            });
            return true;
        }
    }
}
