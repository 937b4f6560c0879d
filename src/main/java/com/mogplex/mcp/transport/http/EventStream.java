package com.mogplex.mcp.transport.http;

import com.mogplex.api.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;

/**
 * A response of server-sent events. Writing never blocks: what the caller is slow to read is kept, up to a bound; past
 * it, the caller is taken for gone. Safe for use by many threads.
 */
final class EventStream {
    /** Many times the largest result. */
    private static final int MAX_WAITING_BYTES = 4 * 1024 * 1024;

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Exchange exchange;
    private final Timers timers;
    private final Runnable onBroken;
    private final Future<?> keepAlive;
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean writing;
    private boolean ending;
    private boolean over;

    private EventStream(Exchange exchange, Timers timers, Duration keepAlivePeriod, Runnable onBroken) {
        this.exchange = exchange;
        this.timers = timers;
        this.onBroken = onBroken;
        this.keepAlive = timers.every(keepAlivePeriod, this::comment);
    }

    /**
     * Begins the response.
     *
     * @param onBroken runs once if the caller is found to be gone, on any thread
     */
    static EventStream open(Exchange exchange, Timers timers, Duration keepAlivePeriod, Runnable onBroken) {
        exchange.response().setStatus(HttpStatus.OK_200);
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        exchange.response().getHeaders().put("X-Accel-Buffering", "no");
        return new EventStream(exchange, timers, keepAlivePeriod, onBroken);
    }

    void message(JsonNode message) {
        event("message", Json.mapper().writeValueAsString(message));
    }

    /** @param data one line */
    void event(String name, String data) {
        write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    void comment() {
        write(COMMENT);
    }

    /** Ends the response when all of it is written. */
    void end() {
        synchronized (this) {
            ending = true;
        }
        flush();
    }

    /** Breaks the response off. Does not tell that it is broken. */
    void abandon(Throwable cause) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        keepAlive.cancel(false);
        exchange.breakOff(cause);
    }

    private void write(byte[] bytes) {
        boolean tooSlow;
        synchronized (this) {
            if (ending || over) {
                return;
            }
            tooSlow = waiting.size() + bytes.length > MAX_WAITING_BYTES && waiting.size() > 0;
            waiting.writeBytes(bytes);
        }
        if (tooSlow) {
            broken(new IllegalStateException("the caller does not read"));
        } else {
            flush();
        }
    }

    private void flush() {
        ByteBuffer next;
        boolean last;
        synchronized (this) {
            if (writing || over || (waiting.size() == 0 && !ending)) {
                return;
            }
            writing = true;
            next = ByteBuffer.wrap(waiting.toByteArray());
            waiting = new ByteArrayOutputStream();
            last = ending;
            over = last;
        }
        if (last) {
            keepAlive.cancel(false);
            exchange.response().write(true, next, exchange.callback());
        } else {
            exchange.response().write(false, next, Callback.from(this::written, this::broken));
        }
    }

    private void written() {
        synchronized (this) {
            writing = false;
        }
        flush();
    }

    private void broken(Throwable cause) {
        abandon(cause);
        // Not on this thread: it may hold locks of those who write.
        timers.soon(onBroken);
    }
}
