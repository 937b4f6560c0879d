package com.mogplex.local.rehearsal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tidies the text of one file. It works on bytes, so that it needs to know no encoding, and leaves line ends as they
 * are.
 *
 * @param bytes the tidied text
 * @param trimmedLines how many lines lost white space at their end
 * @param removedLines how many empty lines were removed at the end of the file
 * @param addedNewline whether the last line got its end
 */
@SuppressWarnings("ArrayRecordComponent") // Made and read once, by one caller.
record Tidying(byte[] bytes, int trimmedLines, int removedLines, boolean addedNewline) {
    /**
     * Tidies a text.
     *
     * @param path says what kind of text it is: in Markdown, white space at a line's end is a line break
     */
    static Tidying of(String path, byte[] text) {
        boolean trims = !isMarkdown(path);
        ByteArrayOutputStream tidy = new ByteArrayOutputStream(text.length + 1);
        int trimmed = 0;
        int start = 0;
        while (start < text.length) {
            int next = nextLine(text, start);
            int contentEnd = endOfContent(text, start, next);
            int keptEnd = trims ? endOfInk(text, start, contentEnd) : contentEnd;
            trimmed += keptEnd < contentEnd ? 1 : 0;
            tidy.write(text, start, keptEnd - start);
            tidy.write(text, contentEnd, next - contentEnd);
            start = next;
        }
        return finish(tidy.toByteArray(), trimmed);
    }

    /** Sees to the end of the file: one line end after the last line that has something in it. */
    private static Tidying finish(byte[] text, int trimmed) {
        int end = text.length;
        while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        if (end == 0) {
            // Nothing but empty lines, or nothing at all: there is no last line.
            return new Tidying(text, trimmed, 0, false);
        }
        byte[] lineEnd = usesCarriageReturns(text) ? new byte[] {'\r', '\n'} : new byte[] {'\n'};
        if (end == text.length) {
            byte[] longer = Arrays.copyOf(text, end + lineEnd.length);
            System.arraycopy(lineEnd, 0, longer, end, lineEnd.length);
            return new Tidying(longer, trimmed, 0, true);
        }
        int keep = nextLine(text, end);
        int removed = 0;
        for (int index = keep; index < text.length; index++) {
            removed += text[index] == '\n' ? 1 : 0;
        }
        return removed == 0
                ? new Tidying(text, trimmed, 0, false)
                : new Tidying(Arrays.copyOf(text, keep), trimmed, removed, false);
    }

    private static boolean usesCarriageReturns(byte[] text) {
        int next = nextLine(text, 0);
        return next >= 2 && text[next - 1] == '\n' && text[next - 2] == '\r';
    }

    private static int nextLine(byte[] text, int from) {
        int index = from;
        while (index < text.length && text[index] != '\n') {
            index++;
        }
        return Math.min(index + 1, text.length);
    }

    /** Where the line's end begins: before {@code \n} or {@code \r\n}. */
    private static int endOfContent(byte[] text, int start, int next) {
        int end = next;
        if (end > start && text[end - 1] == '\n') {
            end--;
            if (end > start && text[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    private static int endOfInk(byte[] text, int start, int end) {
        int ink = end;
        while (ink > start && (text[ink - 1] == ' ' || text[ink - 1] == '\t')) {
            ink--;
        }
        return ink;
    }

    private static boolean isMarkdown(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".md") || name.endsWith(".markdown") || name.endsWith(".mdx");
    }

    /** What was done, for a reader; empty if nothing was. */
    String summary() {
        StringBuilder summary = new StringBuilder();
        append(summary, trimmedLines, "line trimmed", "lines trimmed");
        append(summary, removedLines, "empty line removed at the end", "empty lines removed at the end");
        if (addedNewline) {
            summary.append(summary.isEmpty() ? "" : ", ").append("final newline added");
        }
        return summary.toString();
    }

    private static void append(StringBuilder summary, int count, String one, String many) {
        if (count > 0) {
            summary.append(summary.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(count == 1 ? one : many);
        }
    }
}
