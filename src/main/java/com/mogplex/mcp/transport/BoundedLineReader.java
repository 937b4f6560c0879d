package com.mogplex.mcp.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes. A line longer than the bound is skipped, and is never held whole. */
final class BoundedLineReader {
    /**
     * One line.
     *
     * @param bytes without the line break; empty if it was too long
     * @param tooLong whether it passed the bound
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once, at once, by one reader.
    record Line(byte[] bytes, boolean tooLong) {}

    private final InputStream in;
    private final int maxBytes;
    private final byte[] chunk = new byte[64 * 1024];
    private int position;
    private int end;

    BoundedLineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The next line, the last of which needs no line break; null at the end of the input. */
    @Nullable
    Line next() throws IOException {
        byte[] line = new byte[0];
        boolean tooLong = false;
        while (true) {
            if (position == end && !fill()) {
                return line.length == 0 && !tooLong ? null : new Line(line, tooLong);
            }
            int lineBreak = indexOfLineBreak();
            int stop = lineBreak < 0 ? end : lineBreak;
            int length = stop - position;
            if (tooLong || line.length + length > maxBytes) {
                tooLong = true;
                line = new byte[0];
            } else if (length > 0) {
                int start = line.length;
                line = Arrays.copyOf(line, start + length);
                System.arraycopy(chunk, position, line, start, length);
            }
            if (lineBreak >= 0) {
                position = lineBreak + 1;
                return new Line(line, tooLong);
            }
            position = end;
        }
    }

    private boolean fill() throws IOException {
        int read = in.read(chunk, 0, chunk.length);
        position = 0;
        end = Math.max(0, read);
        return read > 0;
    }

    private int indexOfLineBreak() {
        for (int i = position; i < end; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
