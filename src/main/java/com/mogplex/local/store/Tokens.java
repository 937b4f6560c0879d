package com.mogplex.local.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Personal access tokens: {@code mog_} and 32 base62 characters, kept as their SHA-256 alone (the v1 documents). */
public final class Tokens {
    /** The one account of this machine. */
    public static final String LOCAL_USER = "local";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARACTERS = 32;
    private static final int PREFIX_CHARACTERS = 12;

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Tokens(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param expiresAt when it stops to work; null is never
     * @return the token itself, which cannot be had again
     */
    public String mint(Set<Scope> scopes, @Nullable Instant expiresAt) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a token needs at least one scope");
        }
        StringBuilder token = new StringBuilder("mog_");
        random.ints(RANDOM_CHARACTERS, 0, ALPHABET.length()).forEach(index -> token.append(ALPHABET.charAt(index)));
        database.update(
                "INSERT INTO tokens (id, user_id, sha256, prefix, scopes, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                LOCAL_USER,
                sha256(token.toString()),
                token.substring(0, PREFIX_CHARACTERS),
                Scope.join(scopes),
                clock.millis(),
                Times.millis(expiresAt));
        return token.toString();
    }

    /** The record of a token, unless it is unknown, expired or revoked. */
    public Optional<Token> find(String token) {
        return database.first(
                "SELECT id, user_id, scopes FROM tokens"
                        + " WHERE sha256 = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)",
                row -> new Token(row.getString("id"), row.getString("user_id"), Scope.split(row.getString("scopes"))),
                sha256(token),
                clock.millis());
    }

    /** Ends a token at once. An unknown one is no error. */
    public void revoke(String token) {
        database.update(
                "UPDATE tokens SET revoked_at = ? WHERE sha256 = ? AND revoked_at IS NULL",
                clock.millis(),
                sha256(token));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
