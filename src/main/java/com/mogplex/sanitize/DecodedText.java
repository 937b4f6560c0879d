package com.mogplex.sanitize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as it reads after one more layer of markup or escaping is taken off it: HTML tags and entities, backslash
 * escapes, percent and quoted-printable encoding, terminal sequences that are written out or lost their escape. Knows
 * where every character came from.
 *
 * <p>It is only looked at for secrets, never shown, so that where two readings are possible any will do: the text is
 * looked at undecoded too.
 */
final class DecodedText {
    /** A tag longer than this is no tag but a comparison. */
    private static final int TAG_CHARACTERS = 512;
    /** The longest entity that matters, the one for a zero-width space, with room for leading zeros. */
    private static final int ENTITY_CHARACTERS = 24;

    private final String text;
    private final int @Nullable [] starts;
    private final int @Nullable [] ends;

    private DecodedText(String text, int @Nullable [] starts, int @Nullable [] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /** The text as it is. */
    static DecodedText plain(String text) {
        return new DecodedText(text, null, null);
    }

    String text() {
        return text;
    }

    /** Where in the undecoded text the character at this index begins. */
    int sourceStart(int index) {
        return starts == null ? index : starts[index];
    }

    /** Where in the undecoded text the character before this index ends. */
    int sourceEnd(int index) {
        return ends == null ? index : ends[index - 1];
    }

    /** One layer less; null if there is nothing to take off. */
    @Nullable
    DecodedText decode() {
        int first = firstEscape();
        return first == text.length() ? null : new Decoding(first).result();
    }

    private int firstEscape() {
        int at = 0;
        while (at < text.length() && !mayBeEscape(at)) {
            at++;
        }
        return at;
    }

    /** Told apart by one character more, because program text is full of the others. */
    private boolean mayBeEscape(int at) {
        char character = text.charAt(at);
        return switch (character) {
            case '\\', TerminalSequences.ESCAPE -> true;
            case '&' -> next(at) == '#' || Alphabet.isLetter(next(at));
            case '<' -> Alphabet.isLetter(next(at)) || next(at) == '/' || next(at) == '!' || next(at) == '?';
            case '%' -> isHexadecimal(at + 1) && isHexadecimal(at + 2);
            case '[' -> TerminalSequences.endOfColor(text, at) > at;
            case '=' -> next(at) == '\n' || (isHexadecimal(at + 1) && isHexadecimal(at + 2));
            default -> false;
        };
    }

    private boolean isHexadecimal(int at) {
        return at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), 16) >= 0;
    }

    private char next(int at) {
        return at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    }

    /** One pass over the text. */
    private final class Decoding {
        private final TextRuns runs = new TextRuns(text);
        private final char[] decoded = new char[text.length()];
        private final int[] decodedStarts = new int[text.length()];
        private final int[] decodedEnds = new int[text.length()];
        private int size;
        private int at;
        private boolean changed;

        private Decoding(int first) {
            while (at < first) {
                take(text.charAt(at), 1);
            }
        }

        @Nullable
        DecodedText result() {
            while (at < text.length()) {
                char character = text.charAt(at);
                switch (character) {
                    case '\\' -> backslash();
                    case '&' -> entity();
                    case '<' -> tag();
                    case '%' -> hexadecimal(character);
                    case '=' -> quotedPrintable();
                    case '[' -> color();
                    case TerminalSequences.ESCAPE -> drop(TerminalSequences.end(text, at) - at);
                    default -> take(character, 1);
                }
            }
            return changed
                    ? new DecodedText(
                            new String(decoded, 0, size),
                            Arrays.copyOf(decodedStarts, size),
                            Arrays.copyOf(decodedEnds, size))
                    : null;
        }

        private void take(int character, int length) {
            if (length > 1 && isGap(character)) {
                drop(length);
                return;
            }
            decoded[size] = (char) character;
            decodedStarts[size] = sourceStart(at);
            decodedEnds[size] = sourceEnd(at + length);
            size++;
            at += length;
            changed |= length > 1;
        }

        private boolean isGap(int character) {
            return character != '\n'
                    && character != '\t'
                    && character != TerminalSequences.ESCAPE
                    && HiddenText.isHidden(character);
        }

        /** A terminal's color that lost its escape on the way, as in many logs. */
        private void color() {
            int end = TerminalSequences.endOfColor(text, at);
            boolean hasEscape = size > 0 && decoded[size - 1] == TerminalSequences.ESCAPE;
            if (end > at && !hasEscape) {
                drop(end - at);
            } else {
                take('[', 1);
            }
        }

        private void drop(int length) {
            at += length;
            changed = true;
        }

        private void backslash() {
            if (at + 1 == text.length()) {
                take('\\', 1);
                return;
            }
            char kind = text.charAt(at + 1);
            switch (kind) {
                case 'u' -> unicode();
                case 'x' -> takeHexadecimal(2, 2);
                case 'U' -> takeHexadecimal(2, 8);
                case 'n', 'r' -> take('\n', 2);
                case 't', 'b', 'f', 'v' -> take('\t', 2);
                case 'e' -> take(TerminalSequences.ESCAPE, 2);
                case '0', '1', '2', '3' -> octal();
                // A break that the writer put in for the width of the page.
                case '\n' -> drop(2);
                default -> take(kind, 2);
            }
        }

        private void unicode() {
            if (at + 2 < text.length() && text.charAt(at + 2) == '{') {
                int close = runs.next('}', at);
                if (close - at <= 12 && close < text.length()) {
                    int value = number(at + 3, close, 16);
                    if (value >= 0) {
                        take(value, close + 1 - at);
                        return;
                    }
                }
            }
            takeHexadecimal(2, 4);
        }

        private void takeHexadecimal(int skipped, int digits) {
            int value = number(at + skipped, at + skipped + digits, 16);
            take(value < 0 ? text.charAt(at + 1) : value, value < 0 ? 2 : skipped + digits);
        }

        private void octal() {
            int end = at + 1;
            while (end < text.length() && end < at + 4 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                end++;
            }
            take(number(at + 1, end, 8), end - at);
        }

        private void hexadecimal(char sign) {
            int value = number(at + 1, at + 3, 16);
            take(value < 0 ? sign : value, value < 0 ? 1 : 3);
        }

        /** RFC 2045 section 6.7; only with capitals, as it demands, because {@code =} stands before many values. */
        private void quotedPrintable() {
            if (at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                drop(2);
            } else if (at + 2 < text.length() && !isLower(text.charAt(at + 1)) && !isLower(text.charAt(at + 2))) {
                hexadecimal('=');
            } else {
                take('=', 1);
            }
        }

        private void entity() {
            int end = Math.min(text.length(), at + 1 + ENTITY_CHARACTERS);
            int from = at + 1;
            boolean numeric = from < end && text.charAt(from) == '#';
            int close = numeric ? from + 1 : from;
            while (close < end && Alphabet.isAlphanumeric(text.charAt(close))) {
                close++;
            }
            boolean closed = close < end && text.charAt(close) == ';';
            if (numeric) {
                numericEntity(from + 1, close, closed);
            } else if (closed && close > from) {
                take(namedEntity(text.substring(from, close)), close + 1 - at);
            } else {
                take('&', 1);
            }
        }

        private void numericEntity(int from, int end, boolean closed) {
            boolean hexadecimal = from < end && (text.charAt(from) | 0x20) == 'x';
            int value = hexadecimal ? number(from + 1, end, 16) : number(from, end, 10);
            if (value < 0) {
                take('&', 1);
            } else {
                take(value, (closed ? end + 1 : end) - at);
            }
        }

        /** All that matters is what begins another escape, or could be part of a secret; the rest is a gap. */
        private char namedEntity(String name) {
            return switch (name) {
                case "amp", "AMP" -> '&';
                case "lt", "LT" -> '<';
                case "gt", "GT" -> '>';
                case "quot", "QUOT" -> '"';
                case "apos" -> '\'';
                case "lowbar", "UnderBar" -> '_';
                case "hyphen", "dash" -> '-';
                case "period" -> '.';
                case "colon" -> ':';
                case "equals" -> '=';
                case "sol" -> '/';
                case "bsol" -> '\\';
                case "plus" -> '+';
                case "percnt" -> '%';
                case "num" -> '#';
                case "commat" -> '@';
                default -> ' ';
            };
        }

        private void tag() {
            int close = runs.next('>', at);
            boolean closed = close < text.length() && close - at <= TAG_CHARACTERS;
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (closed && (Alphabet.isLetter(next) || next == '/' || next == '!' || next == '?')) {
                drop(close + 1 - at);
            } else {
                take('<', 1);
            }
        }

        private int number(int from, int to, int radix) {
            if (from >= to || to > text.length() || to - from > 12) {
                return -1;
            }
            int value = 0;
            for (int i = from; i < to; i++) {
                int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
                if (digit < 0 || value > Character.MAX_CODE_POINT) {
                    return -1;
                }
                value = value * radix + digit;
            }
            return value;
        }

        private boolean isLower(char character) {
            return character >= 'a' && character <= 'z';
        }
    }
}
