package com.mogplex.sanitize;

import java.util.Arrays;

/** Stretches of a text that are to be redacted, in any order, overlapping or not. */
final class Spans {
    private long[] spans = new long[4];
    private int size;

    /** From {@code start} (inclusive) to {@code end} (exclusive). */
    void add(int start, int end) {
        if (size == spans.length) {
            spans = Arrays.copyOf(spans, size * 2);
        }
        spans[size++] = (long) start << Integer.SIZE | end;
    }

    /** The text with one mark for each stretch; the same instance if there is none. Counts the marks it sets. */
    String redact(String text, Tally tally) {
        if (size == 0) {
            return text;
        }
        Arrays.sort(spans, 0, size);
        StringBuilder redacted = new StringBuilder(text.length());
        int copied = 0;
        int next = 0;
        while (next < size) {
            int start = start(next);
            int end = end(next++);
            while (next < size && start(next) <= end) {
                end = Math.max(end, end(next++));
            }
            if (!isInsideMark(text, start, end)) {
                redacted.append(text, copied, start).append(Limits.REDACTED);
                copied = end;
                tally.redacted();
            }
        }
        return copied == 0 ? text : redacted.append(text, copied, text.length()).toString();
    }

    /** A secret whose text is part of the mark itself would otherwise be found again for ever. */
    private static boolean isInsideMark(String text, int start, int end) {
        for (int mark = Math.max(0, end - Limits.REDACTED.length()); mark <= start; mark++) {
            if (text.startsWith(Limits.REDACTED, mark)) {
                return true;
            }
        }
        return false;
    }

    private int start(int index) {
        return (int) (spans[index] >> Integer.SIZE);
    }

    private int end(int index) {
        return (int) spans[index];
    }
}
