package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.protocol.Seal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who calls, as far as limits, sessions and cancellations go: whoever holds one secret. Made from the secret in such a
 * way that it cannot be had back.
 */
final class Principal {
    private final byte[] key;

    private Principal(byte[] key) {
        this.key = key;
    }

    static Principal holding(String secret) {
        return new Principal(Seal.under(secret.getBytes(StandardCharsets.UTF_8)).on("mogplex principal"));
    }

    /** A seal on the words that only this principal's replicas can make. */
    byte[] seal(String words) {
        return Seal.under(key).on(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Principal principal && MessageDigest.isEqual(key, principal.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    /** Enough to tell callers apart in a log. */
    @Override
    public String toString() {
        return "caller-" + HexFormat.of().formatHex(seal("log"), 0, 4);
    }
}
