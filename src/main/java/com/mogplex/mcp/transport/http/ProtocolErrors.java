package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.protocol.RpcException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Says in our words what the web server refuses by itself: requests that are no proper HTTP. */
final class ProtocolErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= HttpStatus.BAD_REQUEST_400
                ? response.getStatus()
                : HttpStatus.INTERNAL_SERVER_ERROR_500;
        // The server's own words may name its classes; the status says enough.
        Refusal refusal = status == HttpStatus.INTERNAL_SERVER_ERROR_500
                ? Refusal.of(status, null, new RpcException(RpcException.INTERNAL_ERROR, "Internal error"))
                : Refusal.of(status, "Malformed request: " + HttpStatus.getMessage(status));
        Exchange.begin(request, response, callback).refuse(refusal);
        return true;
    }
}
