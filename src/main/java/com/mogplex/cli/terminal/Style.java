package com.mogplex.cli.terminal;

import com.mogplex.api.RunStatus;

/** What a piece of text is, and so how it is coloured. */
public enum Style {
    PLAIN(""),
    GOOD("32"),
    BAD("31"),
    WARNING("33"),
    ACTIVE("36"),
    QUIET("2"),
    HEADING("1");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    /** For a run's or a sandbox's status word. */
    public static Style ofStatus(String status) {
        return switch (status) {
            case "success" -> GOOD;
            case "failed", "error" -> BAD;
            case "cancelled", "paused" -> WARNING;
            case "streaming", "running" -> ACTIVE;
            case "pending", "stopped" -> QUIET;
            default -> PLAIN;
        };
    }

    /** For a run's status. */
    public static Style ofStatus(RunStatus status) {
        return ofStatus(status.name());
    }
}
