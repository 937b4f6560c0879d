package com.mogplex.cli;

import static java.util.Objects.requireNonNull;

/** Ends a command with an exit code and one line that says why. */
final class CommandFailure extends RuntimeException {
    private final int exitCode;
    private final boolean showsUsage;

    private CommandFailure(int exitCode, String message, boolean showsUsage) {
        super(requireNonNull(message, "message is null"), null, false, false);
        this.exitCode = exitCode;
        this.showsUsage = showsUsage;
    }

    /** The command was given something that it cannot take. Nothing has been sent. */
    static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message, true);
    }

    /** The command could not do what it was asked to. */
    static CommandFailure of(int exitCode, String message) {
        return new CommandFailure(exitCode, message, false);
    }

    int exitCode() {
        return exitCode;
    }

    /** Whether the command's usage line helps. */
    boolean showsUsage() {
        return showsUsage;
    }

    String text() {
        return requireNonNull(getMessage());
    }
}
