package com.mogplex.sanitize;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Finds JSON web tokens (RFC 7519) and what stands after {@code Bearer} and {@code Basic} (RFC 6750, RFC 7617). */
final class EncodedTokens {
    private static final int HEADER_CHARACTERS = 10;
    private static final int EVIDENCE_WITHIN = 64;

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;
    private final TextRuns laterParts;
    private int decidedUntil;

    EncodedTokens(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
        this.laterParts = new TextRuns(text);
    }

    /** Looks for one that begins here. */
    void at(int start) {
        if (text.charAt(start) == 'e') {
            webToken(start);
        } else if (!isInsideWord(start)) {
            bearer(start);
            basic(start);
        }
    }

    /** Base64 of an opening brace and a quote, a dot, and another such part or at least two parts more. */
    private void webToken(int start) {
        if (start < decidedUntil || !beginsObject(start)) {
            return;
        }
        int end = runs.endOfRun(Alphabet.BASE64URL, start);
        decidedUntil = end;
        if (end - start < HEADER_CHARACTERS || end == text.length() || text.charAt(end) != '.') {
            return;
        }
        boolean hasPayload = beginsObject(end + 1);
        int parts = 1;
        while (parts < 5 && end < text.length() && text.charAt(end) == '.') {
            int partEnd = laterParts.endOfRun(Alphabet.BASE64URL, end + 1);
            if (partEnd == end + 1 && parts > 1) {
                break;
            }
            end = partEnd;
            parts++;
        }
        if (hasPayload || parts >= 5) {
            found.secret(start, end);
        }
    }

    /** Compact, or spaced out. */
    private boolean beginsObject(int start) {
        return text.startsWith("eyJ", start) || text.startsWith("eyAi", start) || text.startsWith("ewog", start);
    }

    private void bearer(int start) {
        int from = afterScheme(start, "bearer");
        if (from < 0) {
            return;
        }
        int end = runs.endOfRun(Alphabet.BEARER, from);
        if (isBearerToken(from, end)) {
            found.secret(from, end);
        }
    }

    /** {@code Bearer tokens} is prose: a token has a digit, or both cases, or a length that no word has. */
    private boolean isBearerToken(int from, int end) {
        int length = end - from;
        String begin = text.substring(from, Math.min(end, from + EVIDENCE_WITHIN));
        if (begin.contains("...")) {
            return false;
        }
        boolean hasDigit = begin.chars().anyMatch(character -> character >= '0' && character <= '9');
        boolean hasInnerCapital = begin.chars().skip(1).anyMatch(character -> character >= 'A' && character <= 'Z');
        return (length >= 8 && hasDigit) || (length >= 20 && hasInnerCapital) || length >= 40;
    }

    private void basic(int start) {
        int from = afterScheme(start, "basic");
        if (from < 0) {
            return;
        }
        int end = runs.endOfRun(Alphabet.BASE64, from);
        if (end - from >= 6 && isUserAndPassword(text, from, end)) {
            found.secret(from, afterPadding(end));
        }
    }

    /** {@code Basic usage} is prose: credentials decode to printable text with a colon. */
    static boolean isUserAndPassword(String text, int from, int end) {
        String begin = text.substring(from, from + Math.min((end - from) / 4 * 4, EVIDENCE_WITHIN));
        String decoded = new String(Base64.getDecoder().decode(begin), StandardCharsets.ISO_8859_1);
        return decoded.indexOf(':') >= 0
                && decoded.chars().allMatch(character -> character >= ' ' && character != 0x7f);
    }

    /** Where the word after the scheme begins, or -1 if this is not the scheme. */
    private int afterScheme(int start, String scheme) {
        if (!text.regionMatches(true, start, scheme, 0, scheme.length())) {
            return -1;
        }
        int at = start + scheme.length();
        int word = at;
        while (word < text.length() && word < at + 8 && (text.charAt(word) == ' ' || text.charAt(word) == '\t')) {
            word++;
        }
        return word > at ? word : -1;
    }

    private int afterPadding(int from) {
        int at = from;
        while (at < text.length() && at < from + 2 && text.charAt(at) == '=') {
            at++;
        }
        return at;
    }

    private boolean isInsideWord(int start) {
        return start > 0 && Alphabet.isAlphanumeric(text.charAt(start - 1));
    }
}
