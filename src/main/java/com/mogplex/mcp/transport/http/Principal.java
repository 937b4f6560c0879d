package com.mogplex.mcp.transport.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who calls, as far as limits, sessions and cancellations go: whoever holds one secret. Made from the secret in such a
 * way that it cannot be had back.
 */
final class Principal {
    private static final String MAC = "HmacSHA256";

    private final byte[] key;

    private Principal(byte[] key) {
        this.key = key;
    }

    static Principal holding(String secret) {
        return new Principal(mac(secret.getBytes(StandardCharsets.UTF_8), "mogplex principal"));
    }

    /** A seal on the words that only this principal's replicas can make. */
    byte[] seal(String words) {
        return mac(key, words);
    }

    private static byte[] mac(byte[] key, String words) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(words.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JVM has " + MAC, absent);
        }
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
