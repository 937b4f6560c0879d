package com.mogplex.local.engine;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which branch names the API takes, and how it makes one. */
public final class BranchName {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_./-]{1,200}");
    private static final int MAX_SLUG_CHARACTERS = 40;
    /** The documents' sample makes "refactor-auth" of "Refactor the auth module": little words say nothing. */
    private static final Set<String> LITTLE_WORDS =
            Set.of("a", "an", "the", "to", "of", "in", "on", "and", "or", "for", "with", "please");

    private BranchName() {}

    /** Whether it is a branch name by the contract's rules, and git's for what is left. */
    public static boolean isValid(String name) {
        return ALLOWED.matcher(name).matches()
                && !name.equals("HEAD")
                && !name.startsWith("-")
                && !name.startsWith("refs/")
                && !name.endsWith(".")
                && !name.contains("..")
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.startsWith(".") || part.endsWith(".lock"));
    }

    /**
     * The name for a run's own branch, in the documents' style: {@code mogplex/run/<yyyy-mm-dd>/<slug>}.
     *
     * @param fallback the slug of a prompt that has no Latin word
     */
    static String generate(Instant now, String prompt, String fallback) {
        String date = now.atZone(ZoneOffset.UTC).toLocalDate().toString();
        String slug = slug(prompt);
        return "mogplex/run/" + date + "/" + (slug.isEmpty() ? fallback : slug);
    }

    private static String slug(String prompt) {
        String firstLine = prompt.strip().lines().findFirst().orElse("");
        String plain = Normalizer.normalize(firstLine, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        String words = Arrays.stream(plain.split("[^a-z0-9]+"))
                .filter(not(String::isEmpty))
                .filter(not(LITTLE_WORDS::contains))
                .collect(joining("-"));
        if (words.length() <= MAX_SLUG_CHARACTERS) {
            return words;
        }
        int lastWhole = words.lastIndexOf('-', MAX_SLUG_CHARACTERS);
        return words.substring(0, lastWhole > 0 ? lastWhole : MAX_SLUG_CHARACTERS);
    }
}
