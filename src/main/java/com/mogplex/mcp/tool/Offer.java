package com.mogplex.mcp.tool;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of all tools this server offers. What it does not offer it does not mention: a model would call it in vain.
 *
 * @param all the names of all tools
 * @param offered the names of those that are offered
 */
public record Offer(Set<String> all, Set<String> offered) {
    public Offer {
        all = Set.copyOf(requireNonNull(all, "all is null"));
        offered = Set.copyOf(requireNonNull(offered, "offered is null"));
    }

    /** Whether all of these are offered. */
    public boolean has(String... names) {
        return offered.containsAll(List.of(names));
    }

    /** The text without the sentences that name a tool which is not offered. */
    public String sentences(String text) {
        return Arrays.stream(text.split("(?<=\\.) (?=[A-Z])"))
                .filter(sentence -> all.stream().noneMatch(name -> !offered.contains(name) && sentence.contains(name)))
                .collect(Collectors.joining(" "));
    }
}
