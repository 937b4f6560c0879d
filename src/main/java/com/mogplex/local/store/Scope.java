package com.mogplex.local.store;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What a token may do. The two are independent: {@code write} does not imply {@code read} (the v1 documents). */
public enum Scope {
    READ,
    WRITE;

    /** The word in the API's messages. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String join(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::wireName).collect(joining(" "));
    }

    static Set<Scope> split(String joined) {
        return Arrays.stream(values())
                .filter(scope -> Arrays.asList(joined.split(" ")).contains(scope.wireName()))
                .collect(toUnmodifiableSet());
    }
}
