package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.transport.MessageText;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of POSTs: JSON, of a bounded size, within a bounded time, without holding a thread. */
final class Bodies {
    private final Timers timers;
    private final Duration time;

    Bodies(Timers timers, Duration time) {
        this.timers = timers;
        this.time = time;
    }

    /** @throws Refusal 413 or 415, as far as the headers tell */
    void check(Exchange exchange) {
        @Nullable String type = exchange.header("Content-Type");
        if (type == null || !isJson(type)) {
            throw Refusal.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, "Content-Type must be application/json");
        }
        if (exchange.request().getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            throw Refusal.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, "The body must not be compressed");
        }
        if (exchange.request().getLength() > MessageText.MAX_BYTES) {
            throw tooLarge();
        }
    }

    /** Reads the body, then does the work with it; answers by itself if the body is not what it should be. */
    void read(Exchange exchange, Consumer<byte[]> work) {
        Request request = exchange.request();
        Future<?> deadline = timers.after(time, () -> request.fail(new TimeoutException("the body took too long")));
        Content.Source.asByteArrayAsync(
                request,
                MessageText.MAX_BYTES,
                Promise.Invocable.from(
                        Invocable.InvocationType.BLOCKING,
                        bytes -> {
                            deadline.cancel(false);
                            exchange.attempt(() -> work.accept(bytes));
                        },
                        failure -> {
                            deadline.cancel(false);
                            exchange.refuse(reason(failure));
                        }));
    }

    private static Refusal reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof IllegalStateException) {
            return tooLarge();
        }
        return cause instanceof TimeoutException
                ? Refusal.of(HttpStatus.REQUEST_TIMEOUT_408, "The body took too long to arrive")
                : Refusal.of(HttpStatus.BAD_REQUEST_400, "The body could not be read to its end");
    }

    private static Refusal tooLarge() {
        return Refusal.of(
                HttpStatus.PAYLOAD_TOO_LARGE_413,
                String.valueOf(MessageText.tooLong().getMessage()));
    }

    private static boolean isJson(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("charset=") && !parts[i].matches("charset=\"?utf-8\"?")) {
                return false;
            }
        }
        return parts[0].strip().equals("application/json");
    }
}
