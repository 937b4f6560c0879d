package com.mogplex.api;

import java.util.Arrays;
import java.util.List;

/** The agent runtimes that the v1 API can start. */
public enum Harness {
    CODEX("codex"),
    CLAUDE_CODE("claude-code");

    private final String wireName;

    Harness(String wireName) {
        this.wireName = wireName;
    }

    /** The word on the wire and on the command line. */
    public String wireName() {
        return wireName;
    }

    /** All wire names, the API's default first. */
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(Harness::wireName).toList();
    }
}
