package com.mogplex.sanitize;

import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Makes outside text and JSON safe. Immutable; safe for use by many threads. */
public final class Sanitizer {
    private final List<String> ownSecrets;

    private Sanitizer(Collection<String> ownSecrets) {
        this.ownSecrets = List.copyOf(ownSecrets);
    }

    /** Knows secrets by their shape alone. */
    public static Sanitizer standard() {
        return new Sanitizer(List.of());
    }

    /** Also redacts these secrets wherever they occur: the caller's own token. */
    public static Sanitizer knowing(Collection<String> ownSecrets) {
        return new Sanitizer(ownSecrets);
    }

    /** Text of at most 2 000 characters in which nothing hides and no secret stands. Line breaks and tabs stay. */
    public String text(String untrusted, Tally tally) {
        return untrusted;
    }

    /** The same on one line: for tables, summaries and error messages. */
    public String line(String untrusted, Tally tally) {
        return untrusted;
    }

    /** An event's payload within the contract's limits (25 items, depth 3, 20 KB of JSON), its secrets redacted. */
    public JsonNode payload(JsonNode untrusted, Tally tally) {
        return untrusted;
    }
}
