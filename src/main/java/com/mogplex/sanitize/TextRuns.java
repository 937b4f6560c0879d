package com.mogplex.sanitize;

import java.util.Arrays;

/**
 * A text with a memory of where runs of characters end and what comes next. Any number of questions about the same
 * stretch cost one look at it; that keeps the scanner's time linear whatever the text.
 */
final class TextRuns {
    private static final int ALPHABETS = Alphabet.values().length;

    private static final int SPACES = 8;
    private static final int QUOTED_CHARACTERS = 4_096;

    private final String text;
    private final int[] runStart = new int[ALPHABETS];
    private final int[] runEnd = new int[ALPHABETS];
    private final int[] nextFrom = new int[128];
    private final int[] nextAt = new int[128];
    private int dashesFrom;
    private int dashesAt = -1;

    TextRuns(String text) {
        this.text = text;
        Arrays.fill(runEnd, -1);
        Arrays.fill(nextAt, -1);
    }

    /** Where the run of this alphabet that covers {@code from} ends; {@code from} itself if there is none. */
    @SuppressWarnings("EnumOrdinal") // An index into arrays of this very object.
    int endOfRun(Alphabet alphabet, int from) {
        int slot = alphabet.ordinal();
        if (from < runStart[slot] || from > runEnd[slot]) {
            int end = from;
            while (end < text.length() && alphabet.contains(text.charAt(end))) {
                end++;
            }
            runStart[slot] = from;
            runEnd[slot] = end;
        }
        return runEnd[slot];
    }

    /** Where this ASCII character is next, at or after {@code from}; the text's length if nowhere. */
    int next(char character, int from) {
        if (from < nextFrom[character] || from > nextAt[character]) {
            int at = text.indexOf(character, from);
            nextFrom[character] = from;
            nextAt[character] = at < 0 ? text.length() : at;
        }
        return nextAt[character];
    }

    /** Where the dashes of the next header or footer of a PEM block are; the text's length if nowhere. */
    int nextDashes(int from) {
        if (from < dashesFrom || from > dashesAt) {
            int at = text.indexOf("-----", from);
            dashesFrom = from;
            dashesAt = at < 0 ? text.length() : at;
        }
        return dashesAt;
    }

    /** The character there; a line break stands before and behind the text. */
    char charAt(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\n';
    }

    /** Past the spaces and tabs that begin here, a few of them. */
    int skipSpaces(int from) {
        int at = from;
        while (at < text.length() && at < from + SPACES && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Before the spaces and tabs that end here, a few of them. */
    int skipSpacesBack(int from) {
        int at = from;
        while (at > 0 && at > from - SPACES && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** Where the quotation that begins here ends, on the same line; -1 if it does not. */
    int closingQuote(int quote) {
        char sign = text.charAt(quote);
        int lineEnd = Math.min(next('\n', quote + 1), quote + QUOTED_CHARACTERS);
        int close = next(sign, quote + 1);
        for (int escaped = 0; escaped < 8 && close < lineEnd && text.charAt(close - 1) == '\\'; escaped++) {
            close = next(sign, close + 1);
        }
        return close < lineEnd ? close : -1;
    }

    static boolean isQuote(char character) {
        return character == '"' || character == '\'' || character == '`';
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\t';
    }
}
