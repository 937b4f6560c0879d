package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.transport.Replies;
import java.time.Duration;
import java.util.concurrent.Future;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers one POST: with one JSON document if that is all there is to say, with a stream as soon as there is more, or
 * when it takes so long that the connection must be kept alive.
 */
final class PostReplies implements Replies {
    private final Exchange exchange;
    private final Accept accept;
    private final boolean stateless;
    private final Timers timers;
    private final Duration keepAlivePeriod;
    private final Runnable onDone;
    private Runnable stop = () -> {};
    private @Nullable Future<?> opener;
    private @Nullable DisconnectWatch watch;
    private @Nullable EventStream stream;
    private boolean over;

    /** @param onDone runs once, when there is nothing more to say or nobody to say it to */
    PostReplies(
            Exchange exchange,
            Accept accept,
            boolean stateless,
            Timers timers,
            Duration keepAlivePeriod,
            Runnable onDone) {
        this.exchange = exchange;
        this.accept = accept;
        this.stateless = stateless;
        this.timers = timers;
        this.keepAlivePeriod = keepAlivePeriod;
        this.onDone = onDone;
    }

    /** The message was taken. Unless it has been answered already, watches over the wait. */
    void await(Runnable stop) {
        synchronized (this) {
            if (over) {
                return;
            }
            this.stop = stop;
            if (accept.stream() && stream == null) {
                opener = timers.after(keepAlivePeriod, this::keepAlive);
            }
            watch = DisconnectWatch.start(exchange.request(), this::gone);
        }
    }

    @Override
    public synchronized void notification(ObjectNode notification) {
        if (!over && accept.stream()) {
            stream().message(notification);
        }
    }

    @Override
    public void answer(@Nullable JsonNode answer) {
        synchronized (this) {
            if (over) {
                return;
            }
            finish();
            if (stream != null) {
                if (answer != null) {
                    stream.message(answer);
                }
                stream.end();
            } else if (answer == null) {
                exchange.empty(HttpStatus.ACCEPTED_202);
            } else if (accept.json() || status(answer) != HttpStatus.OK_200) {
                exchange.answer(status(answer), answer);
            } else {
                stream().message(answer);
                stream().end();
            }
        }
        onDone.run();
    }

    private synchronized void keepAlive() {
        if (!over) {
            stream().comment();
        }
    }

    private EventStream stream() {
        if (stream == null) {
            stream = EventStream.open(exchange, timers, keepAlivePeriod, this::gone);
        }
        return stream;
    }

    private void gone() {
        Runnable stopWaiting;
        synchronized (this) {
            if (over) {
                return;
            }
            finish();
            stopWaiting = stop;
            EofException cause = new EofException("the caller is gone");
            if (stream != null) {
                stream.abandon(cause);
            } else {
                exchange.breakOff(cause);
            }
        }
        stopWaiting.run();
        onDone.run();
    }

    private void finish() {
        over = true;
        if (opener != null) {
            opener.cancel(false);
        }
        if (watch != null) {
            watch.stop();
        }
    }

    /** Source: MCP 2026-07-28, Streamable HTTP: which errors a proxy should be able to see. */
    private int status(JsonNode answer) {
        JsonNode code = answer.path("error").path("code");
        if (!code.isInt()) {
            return HttpStatus.OK_200;
        }
        return switch (code.intValue()) {
            case RpcException.PARSE_ERROR, RpcException.INVALID_REQUEST -> HttpStatus.BAD_REQUEST_400;
            case RpcException.METHOD_NOT_FOUND -> stateless ? HttpStatus.NOT_FOUND_404 : HttpStatus.OK_200;
            case RpcException.MISSING_CAPABILITY -> HttpStatus.BAD_REQUEST_400;
            default -> HttpStatus.OK_200;
        };
    }
}
