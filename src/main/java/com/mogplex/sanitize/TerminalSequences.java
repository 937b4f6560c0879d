package com.mogplex.sanitize;

/** The control sequences of ECMA-48 that steer a terminal. */
final class TerminalSequences {
    static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';
    /** Longer is none: the three parts of a color and what comes with it. */
    private static final int COLOR_CHARACTERS = 32;

    private static final char STRING_TERMINATOR = '\u009c';

    private TerminalSequences() {}

    /** Whether a sequence begins with this character, in its 7-bit or its 8-bit form. */
    static boolean isIntroducer(char character) {
        return switch (character) {
            case ESCAPE, '\u0090', '\u0098', '\u009b', '\u009d', '\u009e', '\u009f' -> true;
            default -> false;
        };
    }

    /**
     * Where the sequence that begins at {@code start} ends. Of a string sequence that never ends only its introducer
     * counts, so that nobody can make the rest of a text vanish.
     */
    static int end(String text, int start) {
        if (text.charAt(start) != ESCAPE) {
            return text.charAt(start) == '\u009b' ? endOfControl(text, start + 1) : endOfString(text, start + 1);
        }
        int next = start + 1;
        if (next == text.length()) {
            return next;
        }
        return switch (text.charAt(next)) {
            case '[' -> endOfControl(text, next + 1);
            case ']', 'P', 'X', '^', '_' -> endOfString(text, next + 1);
            default -> endOfShort(text, next);
        };
    }

    /**
     * Where the color, or the erasing of a line, ends whose escape stood before this bracket; the bracket if none did.
     */
    static int endOfColor(String text, int bracket) {
        int end = bracket + 1;
        while (end < text.length() && end < bracket + COLOR_CHARACTERS && isParameter(text.charAt(end))) {
            end++;
        }
        boolean isColor = end < text.length() && (text.charAt(end) == 'm' || text.charAt(end) == 'K');
        return isColor ? end + 1 : bracket;
    }

    private static boolean isParameter(char character) {
        return (character >= '0' && character <= '9') || character == ';' || character == ':';
    }

    private static int endOfControl(String text, int from) {
        int parameters = skip(text, from, '0', '?');
        int intermediates = skip(text, parameters, ' ', '/');
        return skipOne(text, intermediates, '@', '~');
    }

    private static int endOfShort(String text, int from) {
        return skipOne(text, skip(text, from, ' ', '/'), '0', '~');
    }

    private static int endOfString(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == BELL || character == STRING_TERMINATOR) {
                return i + 1;
            }
            if (character == ESCAPE && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                return i + 2;
            }
            if (isIntroducer(character)) {
                return from;
            }
        }
        return from;
    }

    private static int skip(String text, int from, char low, char high) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= low && text.charAt(end) <= high) {
            end++;
        }
        return end;
    }

    private static int skipOne(String text, int from, char low, char high) {
        boolean there = from < text.length() && text.charAt(from) >= low && text.charAt(from) <= high;
        return there ? from + 1 : from;
    }
}
