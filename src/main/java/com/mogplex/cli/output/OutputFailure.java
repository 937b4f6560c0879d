package com.mogplex.cli.output;

import java.io.IOException;
import java.util.Locale;

/** Standard output took no more. */
public final class OutputFailure extends RuntimeException {
    private final boolean readerGone;

    OutputFailure(IOException cause) {
        super("cannot write the output: " + reason(cause), cause, false, false);
        // Java has no type for EPIPE; the system's words are all there is.
        this.readerGone = reason(cause).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Whether the reader closed the pipe, as {@code head -1} does: no error of anybody's. */
    public boolean isReaderGone() {
        return readerGone;
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null ? "no reason was given" : message;
    }
}
