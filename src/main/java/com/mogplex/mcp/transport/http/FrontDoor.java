package com.mogplex.mcp.transport.http;

import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets requests in past the guard, and shows each to its place. */
final class FrontDoor extends Handler.Abstract {
    /**
     * What answers one path.
     *
     * @param methods for {@code Allow} and for browsers that ask
     */
    record Place(String methods, Consumer<Exchange> answer) {
        /** A document to read. */
        static Place document(Consumer<Exchange> answer) {
            return new Place("GET, HEAD, OPTIONS", exchange -> {
                String method = exchange.request().getMethod();
                if (!method.equals("GET") && !method.equals("HEAD")) {
                    throw StreamableEndpoint.notAllowed("GET, HEAD, OPTIONS");
                }
                answer.accept(exchange);
            });
        }
    }

    private final Guard guard;
    private final IdleConnections idle;
    private final ConnectionBounds bounds;
    private final Map<String, Place> places;

    FrontDoor(Guard guard, IdleConnections idle, ConnectionBounds bounds, Map<String, Place> places) {
        this.guard = guard;
        this.idle = idle;
        this.bounds = bounds;
        this.places = Map.copyOf(places);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        idle.begin(request);
        // A wait may take longer than a connection may idle, and is bounded by itself.
        request.addIdleTimeoutListener(timeout -> false);
        Exchange exchange = Exchange.begin(request, response, callback);
        exchange.attempt(() -> {
            guard.admit(exchange);
            String path = request.getHttpURI().getPath();
            // A server with much to do lives.
            if (!path.equals(Health.ALIVE)) {
                bounds.admit(exchange);
            }
            Place place = places.get(path);
            if (place == null) {
                throw Refusal.of(HttpStatus.NOT_FOUND_404, "There is nothing here; MCP is at /mcp");
            }
            if (guard.answersPreflight(exchange, place.methods())) {
                return;
            }
            if (request.getMethod().equals("OPTIONS")) {
                response.getHeaders().put(HttpHeader.ALLOW, place.methods());
                exchange.empty(HttpStatus.NO_CONTENT_204);
                return;
            }
            place.answer().accept(exchange);
        });
        return true;
    }
}
