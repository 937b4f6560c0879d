package com.mogplex.mcp.transport.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * Closes connections on which no request has come whole in time: those that nobody uses, and those that send their
 * headers so slowly that an idle timeout never sees them.
 */
final class IdleConnections implements Connection.Listener {
    private final long nanos;
    private final Map<Connection, Long> since = new ConcurrentHashMap<>();

    IdleConnections(Duration time, Timers timers) {
        this.nanos = time.toNanos();
        timers.every(time.dividedBy(4), this::closeOverdue);
    }

    @Override
    public void onOpened(Connection connection) {
        // The one that speaks HTTP; TLS has a connection of its own beneath it.
        if (connection instanceof ConnectionMetaData) {
            since.put(connection, System.nanoTime());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        since.remove(connection);
    }

    /** A request has come, with all of its headers. Its connection is in use until it is answered. */
    void begin(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        since.remove(connection);
        Request.addCompletionListener(request, failure -> {
            if (connection.getEndPoint().isOpen()) {
                since.put(connection, System.nanoTime());
            }
        });
    }

    private void closeOverdue() {
        long now = System.nanoTime();
        since.forEach((connection, began) -> {
            if (now - began > nanos && since.remove(connection, began)) {
                connection.close();
            }
        });
    }
}
