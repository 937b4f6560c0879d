package com.mogplex.mcp.protocol;

import com.mogplex.sanitize.Sanitizer;
import com.mogplex.sanitize.Tally;

/** A caller's own words, as an error may repeat them: on one line, harmless, and short. */
public final class Shown {
    private static final int MAX_CHARACTERS = 100;

    private Shown() {}

    public static String briefly(String words) {
        String line = Sanitizer.standard().line(words, new Tally());
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + "…";
    }
}
