package com.mogplex.sanitize;

/** Takes out of a text what a reader would not see, so that a model, a terminal and a person read the same. */
final class HiddenText {
    private static final char ZERO_WIDTH_JOINER = '\u200d';
    private static final char TEXT_STYLE = '\ufe0e';
    private static final char EMOJI_STYLE = '\ufe0f';
    private static final char KEYCAP = '\u20e3';

    private HiddenText() {}

    /**
     * The visible beginning of a text.
     *
     * @param text what can be seen, well-formed UTF-16
     * @param read how many characters of the source it stands for
     */
    record Visible(String text, int read) {}

    /** All that can be seen; the same instance if nothing is hidden. */
    static String reveal(String source, TextForm form) {
        return reveal(source, form, Integer.MAX_VALUE).text();
    }

    /** What can be seen, until there are {@code enough} characters of it (one more if the last is a pair). */
    static Visible reveal(String source, TextForm form, int enough) {
        int plain = plainLength(source, form, enough);
        boolean untouched = plain == source.length() || plain >= enough;
        if (untouched && form == TextForm.TEXT) {
            return new Visible(source.substring(0, plain), plain);
        }
        if (untouched && isTrimmed(source, plain)) {
            return new Visible(source.substring(0, plain), plain);
        }
        StringBuilder visible = new StringBuilder(Math.min(source.length(), Math.min(enough, 1 << 16)) + 2);
        visible.append(source, 0, plain);
        int read = revealFrom(source, plain, form, visible, enough);
        return new Visible(form == TextForm.LINE ? visible.toString().strip() : visible.toString(), read);
    }

    private static int revealFrom(String source, int from, TextForm form, StringBuilder visible, int enough) {
        int at = from;
        while (at < source.length() && visible.length() < enough) {
            char character = source.charAt(at);
            if (isPlain(character, form)) {
                visible.append(character);
                at++;
            } else if (character == '\t' || isLineBreak(character)) {
                at = breakLine(source, at, form, visible);
            } else if (TerminalSequences.isIntroducer(character)) {
                at = TerminalSequences.end(source, at);
            } else {
                int codePoint = source.codePointAt(at);
                at += Character.charCount(codePoint);
                appendIfVisible(codePoint, source, at, visible);
            }
        }
        return at;
    }

    /** In text a break is \n, also a lone \r, which on a terminal would overwrite the line. On a line it is a space. */
    private static int breakLine(String source, int at, TextForm form, StringBuilder visible) {
        char character = source.charAt(at);
        int next = at + 1;
        if (form == TextForm.TEXT) {
            visible.append('\n');
            return character == '\r' && next < source.length() && source.charAt(next) == '\n' ? next + 1 : next;
        }
        while (next < source.length() && source.charAt(next) == ' ') {
            next++;
        }
        int end = visible.length();
        while (end > 0 && visible.charAt(end - 1) == ' ') {
            end--;
        }
        visible.setLength(end);
        if (end > 0) {
            visible.append(' ');
        }
        return next;
    }

    private static void appendIfVisible(int codePoint, String source, int next, StringBuilder visible) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            visible.append('\ufffd');
        } else if (codePoint == ZERO_WIDTH_JOINER) {
            if (endsWithEmoji(visible) && next < source.length() && isEmoji(source.codePointAt(next))) {
                visible.append(ZERO_WIDTH_JOINER);
            }
        } else if (codePoint == TEXT_STYLE || codePoint == EMOJI_STYLE) {
            if (takesStyle(visible, source, next)) {
                visible.append((char) codePoint);
            }
        } else if (!isHidden(codePoint)) {
            visible.appendCodePoint(codePoint);
        }
    }

    /** Joiners and styles stay where they make an emoji what it is, one at a time; in numbers they smuggle data. */
    private static boolean endsWithEmoji(StringBuilder visible) {
        int end = visible.length();
        if (end > 0 && visible.charAt(end - 1) == EMOJI_STYLE) {
            end--;
        }
        return end > 0 && isEmoji(visible.codePointBefore(end));
    }

    private static boolean takesStyle(StringBuilder visible, String source, int next) {
        if (visible.isEmpty()) {
            return false;
        }
        int base = visible.codePointBefore(visible.length());
        boolean isKey = base == '#' || base == '*' || (base >= '0' && base <= '9');
        return isKey ? next < source.length() && source.charAt(next) == KEYCAP : isEmoji(base);
    }

    /** Unicode's Extended_Pictographic, rounded to blocks. */
    private static boolean isEmoji(int codePoint) {
        if (codePoint < 0x203c) {
            return codePoint == 0xa9 || codePoint == 0xae;
        }
        return codePoint == 0x203c
                || codePoint == 0x2049
                || codePoint == 0x2122
                || codePoint == 0x2139
                || (codePoint >= 0x2194 && codePoint <= 0x21aa)
                || (codePoint >= 0x231a && codePoint <= 0x23ff)
                || codePoint == 0x24c2
                || (codePoint >= 0x25aa && codePoint <= 0x27bf)
                || codePoint == 0x2934
                || codePoint == 0x2935
                || (codePoint >= 0x2b05 && codePoint <= 0x2b55)
                || codePoint == 0x3030
                || codePoint == 0x303d
                || codePoint == 0x3297
                || codePoint == 0x3299
                || (codePoint >= 0x1f000 && codePoint <= 0x1faff);
    }

    /** Unicode's Default_Ignorable_Code_Point, all controls, the interlinear marks and the noncharacters. */
    static boolean isHidden(int codePoint) {
        if (codePoint < 0x300) {
            return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) || codePoint == 0xad;
        }
        return codePoint == 0x034f
                || codePoint == 0x061c
                || (codePoint >= 0x115f && codePoint <= 0x1160)
                || (codePoint >= 0x17b4 && codePoint <= 0x17b5)
                || (codePoint >= 0x180b && codePoint <= 0x180f)
                || (codePoint >= 0x200b && codePoint <= 0x200f)
                || (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x2060 && codePoint <= 0x206f)
                || codePoint == 0x3164
                || (codePoint >= 0xfdd0 && codePoint <= 0xfdef)
                || (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
                || codePoint == 0xfeff
                || codePoint == 0xffa0
                || (codePoint >= 0xfff0 && codePoint <= 0xfffb)
                || (codePoint >= 0x1bca0 && codePoint <= 0x1bca3)
                || (codePoint >= 0x1d173 && codePoint <= 0x1d17a)
                || (codePoint >= 0xe0000 && codePoint <= 0xe0fff)
                || (codePoint & 0xfffe) == 0xfffe;
    }

    private static boolean isLineBreak(char character) {
        return switch (character) {
            case '\n', '\r', '\u000b', '\f', '\u0085', '\u2028', '\u2029' -> true;
            default -> false;
        };
    }

    private static boolean isPlain(char character, TextForm form) {
        return (character >= ' ' && character < 0x7f)
                || (form == TextForm.TEXT && (character == '\n' || character == '\t'));
    }

    private static int plainLength(String source, TextForm form, int enough) {
        int end = Math.min(source.length(), enough);
        int at = 0;
        while (at < end && isPlain(source.charAt(at), form)) {
            at++;
        }
        return at;
    }

    private static boolean isTrimmed(String source, int length) {
        return length == 0 || (source.charAt(0) != ' ' && source.charAt(length - 1) != ' ');
    }
}
