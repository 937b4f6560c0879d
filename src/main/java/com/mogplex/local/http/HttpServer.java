package com.mogplex.local.http;

import com.mogplex.local.engine.Engine;
import com.mogplex.local.store.SetupException;
import com.mogplex.local.store.Store;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: where it listens, with how many threads, and how long it is patient. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int MAX_THREADS = 16;
    private static final int MIN_THREADS = 2;
    private static final int IDLE_MILLIS = 30_000;
    /** What is being answered may be answered to its end, but who keeps a connection open must not hold us up. */
    private static final int STOP_MILLIS = 500;

    private static final int SHUTDOWN_IDLE_MILLIS = 20;

    private final Server server;
    private final ServerConnector connector;

    private HttpServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Listens when it returns.
     *
     * @param port 0 is any free one
     * @throws SetupException if the port is taken or the host is none that this machine would not show to others
     */
    public static HttpServer start(String host, int port, Store store, Engine engine, Limits limits) {
        if (!LoopbackGuard.LOOPBACK_NAMES.contains(host)) {
            throw new SetupException("cannot listen on " + host
                    + ": only this machine may reach this server; use 127.0.0.1, localhost or ::1");
        }
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("mogplex-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(host.replaceAll("[\\[\\]]", ""));
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new V1Handler(store, engine, limits));
        server.setErrorHandler(new ProtocolErrors());
        server.setStopTimeout(STOP_MILLIS);
        try {
            server.start();
        } catch (Exception e) {
            HttpServer failed = new HttpServer(server, connector);
            failed.close();
            throw new SetupException(
                    "cannot listen on " + host + " port " + port + ": is it in use? Choose another --port", e);
        }
        return new HttpServer(server, connector);
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (TimeoutException e) {
            // Somebody was still asking; the connection is closed by now.
            LOG.debug("the web server did not wait for its last callers");
        } catch (Exception e) {
            throw new IllegalStateException("the web server did not stop", e);
        }
    }
}
