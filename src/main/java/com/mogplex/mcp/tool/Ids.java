package com.mogplex.mcp.tool;

import java.util.regex.Pattern;

/**
 * Ids and words from outside, as they may stand in a sentence of ours. One that does not look like an id could be
 * anything, an instruction included, so it stays in its own field.
 */
final class Ids {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    private Ids() {}

    /** The id; or the other words if it does not look like one. */
    static String orElse(String id, String otherWords) {
        return PLAIN.matcher(id).matches() ? id : otherWords;
    }

    /** The id as an argument in a suggested call. */
    static String quoted(String id) {
        return '"' + orElse(id, "…") + '"';
    }
}
