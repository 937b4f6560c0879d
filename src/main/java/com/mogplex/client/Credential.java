package com.mogplex.client;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A bearer token and where it came from. Never shows more of the token than its first 8 characters. */
public final class Credential {
    private final String token;
    private final String source;

    private Credential(String token, String source) {
        this.token = requireNonNull(token, "token is null");
        this.source = requireNonNull(source, "source is null");
    }

    /** A token that the caller brought. */
    public static Credential of(String token, String source) {
        return new Credential(token, source);
    }

    /** {@code MOGPLEX_API_KEY}, else {@code auth.json}; {@code UNAUTHORIZED} if there is neither. */
    public static Credential of(Map<String, String> environment) {
        throw new UnsupportedOperationException();
    }

    /** Where it came from, for a person: the variable's or the file's name. */
    public String source() {
        return source;
    }

    String token() {
        return token;
    }

    @Override
    public String toString() {
        return token.substring(0, Math.min(8, token.length())) + "… from " + source;
    }
}
