package com.mogplex.local.http;

import com.mogplex.api.ErrorCode;
import com.mogplex.local.engine.Refusal;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out. A page cannot set the host that a browser names, which stops DNS rebinding, and cannot leave out
 * the origin, which stops it from asking at all.
 */
final class LoopbackGuard {
    static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private LoopbackGuard() {}

    static void check(Request request) {
        @Nullable String host = Request.getServerName(request);
        boolean named = request.getHeaders().contains(HttpHeader.HOST);
        if (!named || host == null || !LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT))) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This server answers only to localhost, 127.0.0.1 and [::1]");
        }
        if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This server does not answer web pages");
        }
    }
}
