package com.mogplex.mcp.transport.http;

import com.mogplex.api.Json;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Whether the process lives, and whether it wants more work. Asks nobody else: an API that is down is no reason to
 * restart.
 */
final class Health {
    static final String ALIVE = "/healthz";

    private volatile boolean draining;

    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    void alive(Exchange exchange) {
        exchange.answer(HttpStatus.OK_200, Json.mapper().createObjectNode().put("status", "alive"));
    }

    void ready(Exchange exchange) {
        exchange.answer(
                draining ? HttpStatus.SERVICE_UNAVAILABLE_503 : HttpStatus.OK_200,
                Json.mapper().createObjectNode().put("status", draining ? "draining" : "ready"));
    }
}
