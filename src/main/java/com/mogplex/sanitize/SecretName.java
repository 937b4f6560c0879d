package com.mogplex.sanitize;

import java.util.List;

/**
 * A name in a text, and what it promises of the value beside it, by {@link SecretRules}.
 *
 * @param letters the name without case and punctuation
 * @param word what makes it a secret's name, its end
 * @param start where it begins in the text
 * @param end where it ends
 */
record SecretName(String letters, Kind kind, String word, int start, int end) {
    /** A longer word is no name. */
    static final int CHARACTERS = 64;

    enum Kind {
        /** What follows is a secret, unless it is plainly not. */
        PLAIN,
        /** What follows is a secret only if it looks like one. */
        DOUBTFUL,
        AUTHORIZATION,
        COOKIE,
        NONE
    }

    /** The name that ends here. */
    static SecretName before(String text, int end) {
        int start = Math.max(end, 0);
        while (start > 0 && start > end - CHARACTERS && Alphabet.NAME.contains(text.charAt(start - 1))) {
            start--;
        }
        return of(text, start, Math.max(end, 0));
    }

    /** The name between these. */
    static SecretName of(String text, int start, int end) {
        if (end - start < 3 || end - start > CHARACTERS || !SecretRules.mayEndName(text, start, end)) {
            return new SecretName("", Kind.NONE, "", start, end);
        }
        String letters = FieldNames.normalize(text, start, end);
        if (letters.endsWith("authorization")) {
            return new SecretName(letters, Kind.AUTHORIZATION, "authorization", start, end);
        }
        if (letters.endsWith("cookie")) {
            return new SecretName(letters, Kind.COOKIE, "cookie", start, end);
        }
        SecretName plain = ending(letters, SecretRules.NAMES_IN_TEXT, Kind.PLAIN, start, end);
        return plain.isSecret()
                ? plain
                : ending(letters, SecretRules.DOUBTFUL_NAMES_IN_TEXT, Kind.DOUBTFUL, start, end);
    }

    private static SecretName ending(String letters, List<String> words, Kind kind, int start, int end) {
        for (String word : words) {
            if (letters.endsWith(word)) {
                return new SecretName(letters, kind, word, start, end);
            }
        }
        return new SecretName(letters, Kind.NONE, "", start, end);
    }

    boolean isSecret() {
        return kind != Kind.NONE;
    }

    /** Whether what follows is the secret itself, without a scheme or a list around it. */
    boolean isPlain() {
        return kind == Kind.PLAIN || kind == Kind.DOUBTFUL;
    }

    /** As environments write names. */
    boolean isUpperCase(String text) {
        return text.substring(start, end).chars().noneMatch(character -> character >= 'a');
    }

    /** As headers write names, and no program its variables. */
    boolean isHeader(String text) {
        return text.substring(start, end).indexOf('-') > 0;
    }
}
