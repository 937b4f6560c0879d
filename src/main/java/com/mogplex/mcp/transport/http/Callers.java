package com.mogplex.mcp.transport.http;

import com.mogplex.client.Credential;
import com.mogplex.client.MogplexClient;
import com.mogplex.client.MogplexException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Tells who sent a request, and turns away who may not. */
interface Callers {
    /**
     * Who sent this request.
     *
     * @throws Refusal 401 if it does not say
     */
    Caller of(Exchange exchange);

    /** Every request brings its own token, which goes upstream for that request only. */
    static Callers withOwnTokens(Function<Credential, MogplexClient> api) {
        return exchange -> {
            String token = bearer(exchange)
                    .orElseThrow(() -> unauthorized(exchange, "", "A Mogplex token is required: Bearer mog_…"));
            // Source: the v1 documents; length and alphabet are the API's to judge.
            if (!token.startsWith("mog_")) {
                throw unauthorized(exchange, ", error=\"invalid_token\"", "The token must be one of Mogplex: mog_…");
            }
            Credential credential = credential(exchange, token);
            return new Caller(Principal.holding(token), () -> api.apply(credential));
        };
    }

    /** Everybody shares the server's token. For a server that only this machine can reach. */
    static Callers sharingOneToken(Supplier<MogplexClient> client) {
        Caller everybody = new Caller(Principal.holding("everybody"), client);
        return exchange -> everybody;
    }

    /** Whoever knows one of these words shares the server's token. */
    static Callers sharingOneTokenAmong(List<String> clientTokens, Supplier<MogplexClient> client) {
        List<byte[]> known = clientTokens.stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
        return exchange -> {
            String token = bearer(exchange).orElseThrow(() -> unauthorized(exchange, "", "A client token is required"));
            if (!isKnown(known, token.getBytes(StandardCharsets.UTF_8))) {
                throw unauthorized(exchange, ", error=\"invalid_token\"", "This client token is not known here");
            }
            return new Caller(Principal.holding(token), client);
        };
    }

    /** Looks at every one, so that the time says nothing of which came close. */
    private static boolean isKnown(List<byte[]> known, byte[] token) {
        boolean found = false;
        for (byte[] each : known) {
            found |= MessageDigest.isEqual(each, token);
        }
        return found;
    }

    private static Credential credential(Exchange exchange, String token) {
        try {
            return Credential.of(token, "the request");
        } catch (MogplexException unusable) {
            throw unauthorized(exchange, ", error=\"invalid_token\"", String.valueOf(unusable.getMessage()));
        }
    }

    private static Optional<String> bearer(Exchange exchange) {
        @Nullable String header = exchange.header("Authorization");
        String scheme = "Bearer ";
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(header.substring(scheme.length()).strip()).filter(token -> !token.isEmpty())
                : Optional.empty();
    }

    private static Refusal unauthorized(Exchange exchange, String error, String message) {
        return Refusal.of(
                HttpStatus.UNAUTHORIZED_401,
                message,
                Map.of(
                        "WWW-Authenticate",
                        "Bearer realm=\"mogplex\"" + error + ", resource_metadata=\"" + ResourceMetadata.url(exchange)
                                + "\""));
    }
}
