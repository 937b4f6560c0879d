package com.mogplex.mcp.transport.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out web pages that nobody allowed. A page cannot choose the host that a browser names, which stops DNS
 * rebinding, and cannot leave out the origin. Names are compared whole: {@code localhost.evil.example} is foreign.
 */
final class Guard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern LOOPBACK_ORIGIN =
            Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");
    private static final String EXPOSED = "Mcp-Session-Id, WWW-Authenticate, Retry-After";
    private static final String ALLOWED_HEADERS = "Authorization, Content-Type, Accept, Last-Event-ID,"
            + " MCP-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name";
    private static final int DAY_SECONDS = 86_400;

    private final Set<String> allowedHosts;
    private final Set<String> allowedOrigins;
    private final boolean trustForwarded;

    Guard(HttpOptions options) {
        this(options.allowedHosts(), options.allowedOrigins(), options.trustForwarded());
    }

    private Guard(Set<String> allowedHosts, Set<String> allowedOrigins, boolean trustForwarded) {
        this.allowedHosts = allowedHosts;
        this.allowedOrigins = allowedOrigins;
        this.trustForwarded = trustForwarded;
    }

    /** Lets in what names this machine, and nothing else. */
    static Guard loopbackOnly() {
        return new Guard(Set.of(), Set.of(), false);
    }

    /**
     * Lets a request pass, and tells a browser that it may read the answer.
     *
     * @throws Refusal 403 for a foreign host or origin, 400 for one that cannot be known
     */
    void admit(Exchange exchange) {
        if (trustForwarded) {
            TrustedProxy.requireOneVoice(exchange);
        }
        requireKnownHost(exchange.request());
        @Nullable String origin = exchange.header("Origin");
        if (origin == null) {
            return;
        }
        if (!isKnownOrigin(origin)) {
            throw Refusal.of(
                    HttpStatus.FORBIDDEN_403, "This server does not answer pages of this origin (see --allow-origin)");
        }
        HttpFields.Mutable headers = exchange.response().getHeaders();
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put("Access-Control-Expose-Headers", EXPOSED);
        headers.add(HttpHeader.VARY, "Origin");
    }

    /** Answers a browser that asks before it sends a request. False if this is none. */
    boolean answersPreflight(Exchange exchange, String allowedMethods) {
        boolean preflight = exchange.request().getMethod().equals("OPTIONS")
                && exchange.request().getHeaders().contains("Origin")
                && exchange.request().getHeaders().contains("Access-Control-Request-Method");
        if (preflight) {
            HttpFields.Mutable headers = exchange.response().getHeaders();
            headers.put("Access-Control-Allow-Methods", allowedMethods);
            headers.put("Access-Control-Allow-Headers", ALLOWED_HEADERS);
            headers.put("Access-Control-Max-Age", DAY_SECONDS);
            exchange.empty(HttpStatus.NO_CONTENT_204);
        }
        return preflight;
    }

    private void requireKnownHost(Request request) {
        @Nullable String name = Request.getServerName(request);
        // Without the header, as HTTP/1.0 allows, the name would be the address of this machine.
        boolean named = request.getHeaders().contains(HttpHeader.HOST);
        if (!named || name == null || !isKnownHost(name, Request.getServerPort(request))) {
            throw Refusal.of(
                    HttpStatus.FORBIDDEN_403, "This server does not answer under this host name (see --allow-host)");
        }
    }

    private boolean isKnownHost(String name, int port) {
        String host = name.toLowerCase(Locale.ROOT);
        String bare = host.equals("::1") ? "[::1]" : host;
        Set<String> allowed = allowedHosts;
        return LOOPBACK.contains(bare) || allowed.contains(bare) || allowed.contains(bare + ":" + port);
    }

    private boolean isKnownOrigin(String origin) {
        return allowedOrigins.contains(origin.toLowerCase(Locale.ROOT))
                || LOOPBACK_ORIGIN.matcher(origin).matches();
    }
}
