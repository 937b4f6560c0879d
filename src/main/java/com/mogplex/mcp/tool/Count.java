package com.mogplex.mcp.tool;

/** Counts in sentences. */
final class Count {
    private Count() {}

    /** "1 repo", "2 repos". */
    static String of(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : noun.endsWith("x") ? "es" : "s");
    }
}
