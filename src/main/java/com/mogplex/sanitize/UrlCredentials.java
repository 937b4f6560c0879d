package com.mogplex.sanitize;

import java.util.Locale;

/** Finds {@code user:password} in a URL (RFC 3986 section 3.2.1). The scheme and the host stay. */
final class UrlCredentials {
    /** A user name alone is a secret if it is as long as a token; {@code git@} is not. */
    private static final int TOKEN_CHARACTERS = 20;

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;

    UrlCredentials(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
    }

    /** Looks at the authority after this colon. */
    void at(int colon) {
        if (!text.startsWith("://", colon) || colon == 0 || !Alphabet.isAlphanumeric(text.charAt(colon - 1))) {
            return;
        }
        int start = colon + 3;
        int end = endOfAuthority(start);
        int at = lastAt(start, end);
        if (at <= start || text.startsWith("sha256:", at + 1)) {
            return;
        }
        int separator = runs.next(':', start);
        boolean hasPassword = separator < at;
        boolean isSecret = hasPassword
                ? separator + 1 < at && !isReference(separator + 1, at)
                : at - start >= TOKEN_CHARACTERS && hasDigit(start, at);
        if (isSecret) {
            found.secret(start, at);
        }
    }

    /**
     * An unescaped {@code #}, {@code ?} or {@code [} in a password ends the authority by the letter of the RFC; but
     * then what stands after the colon is no port.
     */
    private int endOfAuthority(int start) {
        int end = runs.endOfRun(Alphabet.USER_INFO, start);
        int colon = runs.next(':', start);
        if ("#?[^".indexOf(runs.charAt(end)) < 0 || colon >= end || Alphabet.isDigit(runs.charAt(colon + 1))) {
            return end;
        }
        int further = runs.endOfRun(Alphabet.USER_INFO, end + 1);
        return lastAt(end, further) > end && lastAt(start, end) <= start ? further : end;
    }

    /** The last one, because a password may hold another. */
    private int lastAt(int start, int end) {
        int at = end - 1;
        while (at >= start && text.charAt(at) != '@') {
            at--;
        }
        return at;
    }

    private boolean isReference(int from, int to) {
        String password = text.substring(from, to);
        return NamedValue.isPlaceholder(password)
                || SecretRules.NAMES_FOR_PASSWORDS.contains(password.toLowerCase(Locale.ROOT));
    }

    private boolean hasDigit(int from, int to) {
        return text.substring(from, to).chars().anyMatch(character -> character >= '0' && character <= '9');
    }
}
