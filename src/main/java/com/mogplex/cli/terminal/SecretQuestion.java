package com.mogplex.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a person at a terminal for a secret, which the terminal does not show. However the program ends meanwhile
 * (Ctrl-C, SIGTERM, SIGHUP), it shows again afterwards what is typed. Ctrl-Z is not heeded while it asks: a program
 * that is stopped cannot put the terminal right for the shell that gets it back.
 */
public final class SecretQuestion {
    private static final File TERMINAL_OF_THE_PROCESS = new File("/dev/tty");
    private static final int MAX_BYTES = 8192;

    private final Shell shell;

    public SecretQuestion(Shell shell) {
        this.shell = shell;
    }

    /**
     * The line that was typed, without its end; empty if the terminal cannot be kept from showing it.
     *
     * @throws IOException if nothing can be read
     */
    public Optional<String> ask(String question) throws IOException {
        Optional<String> settings = stty("-g");
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Thread restoring = new Thread(() -> restore(settings.get()), "terminal-restorer");
        Runtime.getRuntime().addShutdownHook(restoring);
        try {
            if (stty("-echo", "susp", "undef").isEmpty()) {
                return Optional.empty();
            }
            say(question);
            return Optional.of(readLine(shell.input()));
        } finally {
            if (removed(restoring)) {
                restore(settings.get());
            }
        }
    }

    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return false;
        }
    }

    private void restore(String settings) {
        stty(settings);
        // The line's end was not shown either.
        say("\n");
    }

    private void say(String text) {
        try {
            shell.error().write(text.getBytes(StandardCharsets.UTF_8));
            shell.error().flush();
        } catch (IOException gone) {
            // Nobody sees the question, but the answer may be typed all the same.
        }
    }

    private static String readLine(InputStream input) throws IOException {
        byte[] line = new byte[MAX_BYTES];
        int length = 0;
        for (int octet = input.read(); octet >= 0 && octet != '\n' && length < MAX_BYTES; octet = input.read()) {
            line[length++] = (byte) octet;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    /** What stty(1) answers; empty if it failed. */
    private static Optional<String> stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, "stty");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(TERMINAL_OF_THE_PROCESS)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException noTerminal) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
