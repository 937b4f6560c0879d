package com.mogplex.mcp.transport.http;

import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/** What a proxy in front says of how callers reached it: host, scheme and port, and nothing else. */
final class TrustedProxy {
    private static final List<String> BELIEVED = List.of("X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port");

    private TrustedProxy() {}

    /** Makes requests look as they did to the proxy. */
    static HttpConfiguration.Customizer customizer() {
        ForwardedRequestCustomizer customizer = new ForwardedRequestCustomizer();
        // A proxy that sets one family of headers passes on what callers wrote in the others.
        customizer.setForwardedHeader(null);
        customizer.setForwardedServerHeader(null);
        customizer.setForwardedForHeader(null);
        customizer.setForwardedHttpsHeader(null);
        customizer.setForwardedCipherSuiteHeader(null);
        customizer.setForwardedSslSessionIdHeader(null);
        return customizer;
    }

    /** @throws Refusal 400 if the proxy added to what the caller wrote, so that it is not known who says what */
    static void requireOneVoice(Exchange exchange) {
        for (String name : BELIEVED) {
            @Nullable String value = exchange.header(name);
            if (value != null && value.contains(",")) {
                throw Refusal.of(
                        HttpStatus.BAD_REQUEST_400,
                        "The header " + name + " must name one thing: the proxy must set it, not add to it");
            }
        }
    }
}
