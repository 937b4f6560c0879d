package com.mogplex.cli.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns text takes on a terminal, by grapheme cluster. Source: Unicode annexes 11 and 29. */
public final class DisplayWidth {
    private static final String CUT = "…";
    private static final int EMOJI_PRESENTATION = 0xFE0F;

    /** Pairs of first and last code point that take two columns. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x2614, 0x2615, 0x26A1, 0x26A1, 0x2705, 0x2705, 0x270A, 0x270B,
        0x2728, 0x2728, 0x274C, 0x274C, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50,
        0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3,
        0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E,
        0x1F18E, 0x1F191, 0x1F19A, 0x1F1E6, 0x1F202, 0x1F210, 0x1F23B, 0x1F240, 0x1F248, 0x1F250, 0x1F251, 0x1F260,
        0x1F265, 0x1F300, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF,
        0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF,
        0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB,
        0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6D7, 0x1F6DC, 0x1F6DF, 0x1F6EB,
        0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F7F0, 0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947,
        0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
    };

    private DisplayWidth() {}

    /** The columns that the text takes. */
    public static int of(String text) {
        if (isPlain(text)) {
            return text.length();
        }
        int columns = 0;
        Matcher clusters = Clusters.PATTERN.matcher(text);
        while (clusters.find()) {
            columns += ofCluster(clusters.group());
        }
        return columns;
    }

    /** The text in at most so many columns; when it is cut, it ends in an ellipsis. */
    public static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = columns - 1;
        Matcher clusters = Clusters.PATTERN.matcher(text);
        while (clusters.find() && ofCluster(clusters.group()) <= left) {
            kept.append(clusters.group());
            left -= ofCluster(clusters.group());
        }
        return columns < 1 ? "" : kept.append(CUT).toString();
    }

    /** The text followed by as many spaces as make it so many columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(character -> character >= 0x20 && character < 0x7F);
    }

    private static int ofCluster(String cluster) {
        int widest = cluster.codePoints().map(DisplayWidth::ofCodePoint).max().orElse(0);
        return cluster.indexOf(EMOJI_PRESENTATION) > 0 ? 2 : widest;
    }

    private static int ofCodePoint(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        for (int index = 0; index < WIDE.length && WIDE[index] <= codePoint; index += 2) {
            if (codePoint <= WIDE[index + 1]) {
                return true;
            }
        }
        return false;
    }

    /** Loaded only for text that is not plain ASCII. */
    private static final class Clusters {
        static final Pattern PATTERN = Pattern.compile("\\X");
    }
}
