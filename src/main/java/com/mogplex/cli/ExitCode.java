package com.mogplex.cli;

/** The exit codes that no API error stands behind. The others are {@link com.mogplex.api.ErrorCode#exitCode()}. */
public final class ExitCode {
    public static final int SUCCESS = 0;
    public static final int FAILURE = 1;
    /** Bad arguments or an unknown command. Source: the v1 documents, "Exit codes". */
    public static final int USAGE = 2;
    /** The reader of the output went away: 128 + SIGPIPE, as a shell reports it. */
    public static final int CLOSED_PIPE = 141;

    private ExitCode() {}
}
