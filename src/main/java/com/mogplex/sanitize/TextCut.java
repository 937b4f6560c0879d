package com.mogplex.sanitize;

/** Decides where a text that is too long ends. */
final class TextCut {
    /** A cluster of more characters than this is cut like any text. */
    private static final int CLUSTER = 32;

    private TextCut() {}

    /**
     * The end of what is kept, such that it and its mark fit the bound. Splits no surrogate pair, no mark, and no
     * letter from its accents.
     */
    static int end(String text, TextForm form, long alreadyOmitted, int bound) {
        int end = Math.min(text.length(), bound);
        // The mark grows with the number in it, by one digit at most for each step.
        while (end > 0 && end + markLength(form, alreadyOmitted + text.length() - end) > bound) {
            end--;
        }
        return beforeCluster(text, beforeMark(text, end));
    }

    private static int markLength(TextForm form, long omitted) {
        return Limits.textMark(form, omitted).length();
    }

    private static int beforeMark(String text, int end) {
        int mark = text.lastIndexOf(Limits.REDACTED, end - 1);
        return mark >= 0 && mark < end && end < mark + Limits.REDACTED.length() ? mark : end;
    }

    private static int beforeCluster(String text, int end) {
        int start = end;
        while (start > 0 && start > end - CLUSTER && start < text.length() && isContinued(text, start)) {
            start--;
        }
        boolean splitsPair = end > 0
                && end < text.length()
                && Character.isHighSurrogate(text.charAt(end - 1))
                && Character.isLowSurrogate(text.charAt(end));
        return start > end - CLUSTER ? start : splitsPair ? end - 1 : end;
    }

    private static boolean isContinued(String text, int at) {
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        return before == '\u200d'
                || after == '\u200d'
                || Character.isLowSurrogate(after)
                || switch (Character.getType(text.codePointAt(at))) {
                    case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
                    default -> isSkinTone(text.codePointAt(at));
                };
    }

    private static boolean isSkinTone(int codePoint) {
        return codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
    }
}
