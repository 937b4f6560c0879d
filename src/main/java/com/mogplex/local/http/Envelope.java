package com.mogplex.local.http;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The shape of every answer: {@code {"ok":true,"data":…}} or {@code {"ok":false,"error":{"code","message"}}}. */
final class Envelope {
    private record Success(boolean ok, Object data) {}

    private record Failure(boolean ok, Problem error) {}

    private record Problem(ErrorCode code, String message) {}

    private Envelope() {}

    static void succeed(Response response, Callback callback, int status, Object data) {
        write(response, callback, status, new Success(true, data));
    }

    static void fail(Response response, Callback callback, ErrorCode code, String message) {
        fail(response, callback, code.httpStatus(), code, message);
    }

    /** For the few statuses that the contract's codes do not have: 405, 413 and what HTTP itself refuses. */
    static void fail(Response response, Callback callback, int status, ErrorCode code, String message) {
        write(response, callback, status, new Failure(false, new Problem(code, message)));
    }

    static void empty(Response response, Callback callback) {
        response.setStatus(HttpStatus.NO_CONTENT_204);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        callback.succeeded();
    }

    private static void write(Response response, Callback callback, int status, Object body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, Json.mapper().writeValueAsString(body), callback);
    }
}
