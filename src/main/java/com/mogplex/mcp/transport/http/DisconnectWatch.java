package com.mogplex.mcp.transport.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices at once when the caller closes its connection while its answer is being waited for. The server itself reads
 * nothing in that time, and would notice by a write that fails: half a minute later, or never.
 */
final class DisconnectWatch implements Callback {
    @SuppressWarnings("StaticAssignmentOfThrowable") // A signal to Jetty, made once because every answer sends it.
    private static final IllegalStateException ANSWERED = new IllegalStateException("the answer is there");

    private final Connection connection;
    private final EndPoint endPoint;
    private final Runnable onGone;
    private int arming;
    private boolean stopped;

    private DisconnectWatch(Connection connection, Runnable onGone) {
        this.connection = connection;
        this.endPoint = connection.getEndPoint();
        this.onGone = onGone;
    }

    /**
     * Begins to watch. The request's body must have been read to its end.
     *
     * @param onGone runs at most once, on another thread
     */
    static DisconnectWatch start(Request request, Runnable onGone) {
        DisconnectWatch watch =
                new DisconnectWatch(request.getConnectionMetaData().getConnection(), onGone);
        watch.arm();
        return watch;
    }

    /** Gives the connection back to the server. Must come before the end of the response is written. */
    void stop() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            awaitArmed();
        }
        // Ours: nobody else asks for what comes in until the response is written.
        if (endPoint instanceof AbstractEndPoint connected) {
            connected.getFillInterest().onFail(ANSWERED);
        }
    }

    private void arm() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            arming++;
        }
        try {
            // Not under the lock: a connection that is closed already calls back from within.
            if (endPoint instanceof AbstractEndPoint connected) {
                connected.tryFillInterested(this);
            }
        } finally {
            synchronized (this) {
                arming--;
                notifyAll();
            }
        }
    }

    /**
     * Whoever arms is done in a moment: what calls it back from within finds that the watch has stopped, and does
     * nothing.
     */
    private synchronized void awaitArmed() {
        boolean interrupted = false;
        while (arming > 0) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void succeeded() {
        switch (look()) {
            case GONE -> onGone.run();
            case NOTHING -> arm();
            case STOPPED, AHEAD -> {}
        }
    }

    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
        }
        onGone.run();
    }

    private enum Seen {
        NOTHING,
        AHEAD,
        GONE,
        STOPPED
    }

    /** Reads one byte, so that what a caller may have sent ahead can be given back to the server whole. */
    private synchronized Seen look() {
        if (stopped) {
            return Seen.STOPPED;
        }
        ByteBuffer ahead = BufferUtil.allocate(1);
        int read;
        try {
            read = endPoint.fill(ahead);
        } catch (IOException broken) {
            read = -1;
        }
        if (read == 0) {
            return Seen.NOTHING;
        }
        stopped = true;
        if (read < 0) {
            return Seen.GONE;
        }
        if (connection instanceof Connection.UpgradeTo server) {
            server.onUpgradeTo(ahead);
        }
        return Seen.AHEAD;
    }
}
