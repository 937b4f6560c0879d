package com.mogplex.cli.output;

import com.mogplex.sanitize.Sanitizer;
import com.mogplex.sanitize.Tally;

/** Outside text on one line. */
public final class OneLine {
    private static final Sanitizer SANITIZER = Sanitizer.standard();

    private OneLine() {}

    /** The text without line breaks, control characters or anything that hides. */
    public static String of(String untrusted) {
        return SANITIZER.line(untrusted, new Tally());
    }
}
