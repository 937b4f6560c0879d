package com.mogplex.cli;

import static java.util.Objects.requireNonNull;

/** Ends a command with an exit code and one line that says why. */
final class CommandFailure extends RuntimeException {
    private final int exitCode;
    private final boolean showsUsage;
    private final String advice;

    private CommandFailure(int exitCode, String message, boolean showsUsage, String advice) {
        super(requireNonNull(message, "message is null"), null, false, false);
        this.exitCode = exitCode;
        this.showsUsage = showsUsage;
        this.advice = advice;
    }

    /** The command was given something that it cannot take. Nothing has been sent. */
    static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message, true, "");
    }

    /** The command could not do what it was asked to. */
    static CommandFailure of(int exitCode, String message) {
        return new CommandFailure(exitCode, message, false, "");
    }

    /** The same, with a line of its own after the error that says what to do. */
    CommandFailure advising(String line) {
        return new CommandFailure(exitCode, text(), showsUsage, line);
    }

    int exitCode() {
        return exitCode;
    }

    /** Whether the command's usage line helps. */
    boolean showsUsage() {
        return showsUsage;
    }

    /** A further line; empty if there is none. */
    String advice() {
        return advice;
    }

    String text() {
        return requireNonNull(getMessage());
    }
}
