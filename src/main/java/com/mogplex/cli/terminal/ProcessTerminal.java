package com.mogplex.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The terminal of this process. Java only tells whether input and output are both one, and the two differ as soon as
 * there is a pipe, so the system is asked: {@code /proc} where there is one, {@code test -t} elsewhere.
 */
final class ProcessTerminal implements Terminal {
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;
    private static final File TERMINAL_OF_THE_PROCESS = new File("/dev/tty");
    private static final long ASKING_SECONDS = 2;

    @Override
    public boolean isInput() {
        return isTerminal(INPUT);
    }

    @Override
    public boolean isOutput() {
        return isTerminal(OUTPUT);
    }

    @Override
    public boolean isError() {
        return isTerminal(ERROR);
    }

    @Override
    public int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL_OF_THE_PROCESS)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
            return columns > 0 ? columns : DEFAULT_COLUMNS;
        } catch (IOException | NumberFormatException noAnswer) {
            return DEFAULT_COLUMNS;
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Only where no program can be asked; the console is a fair guess there.
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (Files.isSymbolicLink(link)) {
            return pointsToTerminal(link);
        }
        return File.separatorChar == '/' ? testSaysTerminal(descriptor) : System.console() != null;
    }

    private static boolean pointsToTerminal(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean testSaysTerminal(int descriptor) {
        try {
            Process test = new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                    .inheritIO()
                    .start();
            return test.waitFor(ASKING_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
