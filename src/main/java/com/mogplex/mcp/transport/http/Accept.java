package com.mogplex.mcp.transport.http;

import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/**
 * What a caller can read. The specification wants both from it; a caller that takes one gets that one.
 *
 * @param json one JSON document
 * @param stream server-sent events
 */
record Accept(boolean json, boolean stream) {
    /** @throws Refusal if it takes neither */
    static Accept of(Request request) {
        String all = String.join(",", request.getHeaders().getValuesList(HttpHeader.ACCEPT));
        if (all.isBlank()) {
            return new Accept(true, false);
        }
        boolean json = false;
        boolean stream = false;
        for (String range : all.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.strip().split("\\s*;\\s*", -1);
            if (isRefused(parts)) {
                continue;
            }
            json |= parts[0].equals("application/json") || parts[0].equals("application/*") || parts[0].equals("*/*");
            stream |= parts[0].equals("text/event-stream") || parts[0].equals("text/*");
        }
        if (!json && !stream) {
            throw Refusal.of(HttpStatus.NOT_ACCEPTABLE_406, "Accept must list application/json and text/event-stream");
        }
        return new Accept(json, stream);
    }

    /** A quality of zero means "not this". Source: RFC 9110, 12.4.2. */
    private static boolean isRefused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].matches("q=0(\\.0{0,3})?")) {
                return true;
            }
        }
        return false;
    }
}
