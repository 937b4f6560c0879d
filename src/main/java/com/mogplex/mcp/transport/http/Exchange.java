package com.mogplex.mcp.transport.http;

import com.mogplex.api.Json;
import com.mogplex.client.Failures;
import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Incoming;
import com.mogplex.mcp.protocol.RpcException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One HTTP request and its response, and the few ways in which we answer. */
record Exchange(Request request, Response response, Callback callback) {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Says what holds for every answer. */
    static Exchange begin(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        return new Exchange(request, response, callback);
    }

    /** Refuses what the work refuses, so that each way through the server needs no handling of its own. */
    void attempt(Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            refuse(refusal);
        } catch (RuntimeException | Error fault) {
            fail(fault);
        }
    }

    void answer(int status, JsonNode body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    void empty(int status) {
        response.setStatus(status);
        response.write(true, null, callback);
    }

    void refuse(Refusal refusal) {
        refusal.headers().forEach(response.getHeaders()::put);
        answer(refusal.status(), refusal.body());
    }

    /** Ends it without an answer: the caller is gone, or has closed its half of the connection, which says the same. */
    void breakOff(Throwable cause) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(cause);
    }

    /** A fault of our own, or the caller's connection broke. What it was is in the log, and nowhere else. */
    void fail(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof Refusal refusal) {
            refuse(refusal);
            return;
        }
        LOG.error("A request failed in a way that it should not", cause);
        if (response.isCommitted()) {
            callback.failed(cause);
        } else {
            refuse(Refusal.of(
                    HttpStatus.INTERNAL_SERVER_ERROR_500,
                    null,
                    new RpcException(RpcException.INTERNAL_ERROR, "Internal error")));
        }
    }

    /**
     * A header's value; null if it is absent.
     *
     * @throws Refusal if it is there more than once: which one others acted on cannot be known
     */
    @Nullable
    String header(String name) {
        var values = request.getHeaders().getValuesList(name);
        if (values.size() > 1) {
            throw Refusal.of(HttpStatus.BAD_REQUEST_400, "The header " + name + " must stand there once");
        }
        return values.isEmpty() ? null : values.get(0).strip();
    }

    /** Tells of each request that this exchange brings. */
    Function<Incoming.Request, CallObserver.Observation> observing(CallObserver observer, String transport) {
        return message -> observer.begin(new CallObserver.Call(
                message,
                transport,
                name -> Optional.ofNullable(request.getHeaders().get(name))));
    }

    /** How the caller reached this server: scheme and authority. Only after the guard let the host pass. */
    String origin() {
        return request.getHttpURI().getScheme() + "://" + request.getHttpURI().getAuthority();
    }
}
