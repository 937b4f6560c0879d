package com.mogplex.mcp.transport.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many connections there are, in all and from one address, so that one neighbour cannot take them all. One
 * too many is told so in answer to its request, and has little time to make it.
 */
final class ConnectionBounds implements Connection.Listener {
    /** How many too many there may be, to be told so. Past it, further ones wait to be accepted. */
    static final int HEADROOM = 256;

    /** A client makes a connection to use it at once. */
    private static final Duration TIME_OF_ONE_TOO_MANY = Duration.ofSeconds(2);

    private static final Map<String, String> RETRY_SOON = Map.of("Retry-After", "1", "Connection", "close");

    /** @param refusal null for one that is served */
    private record Open(String address, @Nullable Refusal refusal) {}

    private final int all;
    private final int perAddress;
    private final Timers timers;
    private final Map<Connection, Open> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionBounds(int all, int perAddress, Timers timers) {
        this.all = all;
        this.perAddress = perAddress;
        this.timers = timers;
    }

    @Override
    public void onOpened(Connection connection) {
        // The one that speaks HTTP; TLS has a connection of its own beneath it.
        if (!(connection instanceof ConnectionMetaData metaData)) {
            return;
        }
        String address = address(metaData.getRemoteSocketAddress());
        int ofOne = byAddress.merge(address, 1, Integer::sum);
        Refusal refusal = refusal(ofOne, open.size() + 1);
        open.put(connection, new Open(address, refusal));
        if (refusal != null) {
            timers.after(TIME_OF_ONE_TOO_MANY, connection::close);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Open closed = open.remove(connection);
        if (closed != null) {
            byAddress.computeIfPresent(closed.address, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    /** @throws Refusal 429 or 503 if this request's connection is one too many */
    void admit(Exchange exchange) {
        Open connection = open.get(exchange.request().getConnectionMetaData().getConnection());
        if (connection != null && connection.refusal != null) {
            throw connection.refusal;
        }
    }

    private static String address(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : String.valueOf(remote);
    }

    private @Nullable Refusal refusal(int ofOne, int ofAll) {
        if (ofOne > perAddress) {
            return Refusal.of(
                    HttpStatus.TOO_MANY_REQUESTS_429,
                    "Your address has all the connections that one may have; use them again, or close some",
                    RETRY_SOON);
        }
        return ofAll > all
                ? Refusal.of(
                        HttpStatus.SERVICE_UNAVAILABLE_503, "The server has all the connections it takes", RETRY_SOON)
                : null;
    }
}
