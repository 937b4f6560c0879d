package com.mogplex.local.http;

import com.mogplex.api.ErrorCode;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts into the envelope what the web server refuses by itself: requests that are no proper HTTP. */
final class ProtocolErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= HttpStatus.BAD_REQUEST_400
                ? response.getStatus()
                : HttpStatus.INTERNAL_SERVER_ERROR_500;
        ErrorCode code = ErrorCode.ofStatus(status);
        // The server's own words may name its classes; the status says enough.
        String message = status >= HttpStatus.INTERNAL_SERVER_ERROR_500
                ? "Internal error"
                : "Malformed request: " + HttpStatus.getMessage(status);
        Envelope.fail(response, callback, status, code, message);
        return true;
    }
}
