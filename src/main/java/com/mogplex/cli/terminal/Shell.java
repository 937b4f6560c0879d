package com.mogplex.cli.terminal;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * What the process was started in.
 *
 * @param environment the variables
 * @param input standard input
 * @param output standard output, unbuffered: a write that fails says so
 * @param error standard error, flushed after each write
 * @param terminal which of these are a terminal, and how wide it is
 */
public record Shell(
        Map<String, String> environment,
        InputStream input,
        OutputStream output,
        OutputStream error,
        Terminal terminal) {
    public Shell {
        environment = Map.copyOf(requireNonNull(environment, "environment is null"));
        requireNonNull(input, "input is null");
        requireNonNull(output, "output is null");
        requireNonNull(error, "error is null");
        requireNonNull(terminal, "terminal is null");
    }

    /** This process's own. */
    public static Shell ofProcess() {
        return new Shell(
                System.getenv(),
                System.in,
                new FileOutputStream(FileDescriptor.out),
                // Not the descriptor: what is printed there may have to become lines of a JSON log.
                System.err,
                new ProcessTerminal());
    }

    /** Without the environment, which may hold a token. */
    @Override
    public String toString() {
        return "Shell";
    }

    /** A variable's value, or an empty string: a variable that is set to nothing counts as not set. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Whether a terminal would understand colours and cursor movements. */
    public boolean understandsEscapes() {
        return !variable("TERM").equals("dumb");
    }
}
