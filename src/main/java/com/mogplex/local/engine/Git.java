package com.mogplex.local.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The {@code git} program, so that it never asks, never runs a hook, never signs, and speaks the language that its
 * output is read in. Safe for use by many threads.
 */
public final class Git {
    /** A checkout of a very large repository takes minutes. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final Map<String, String> environment;

    /** @param environment what git would have had: {@code PATH}, {@code HOME} and the person's own settings */
    public Git(Map<String, String> environment) {
        this.environment = ChildEnvironment.clean(environment);
    }

    /** What a git command answered. */
    record Result(int exitCode, String output, String error) {
        /** Of a command that there was no need to run. */
        static final Result NOTHING = new Result(0, "", "");

        boolean succeeded() {
            return exitCode == 0;
        }

        /** The first line of its complaint, for a person. */
        String complaint() {
            return error.lines().filter(line -> !line.isBlank()).findFirst().orElse("git exited with " + exitCode);
        }

        /** The one line that it answered, or an empty one. */
        String line() {
            return output.strip();
        }
    }

    Result run(Path folder, String... arguments) {
        return run(folder, null, Arrays.asList(arguments));
    }

    /**
     * Runs a command to its end.
     *
     * @param folder the repository, which is trusted because the person registered it
     * @param input the file that it reads; null is nothing
     */
    Result run(Path folder, @Nullable Path input, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of("-c", "safe.directory=" + folder));
        command.addAll(List.of("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"));
        command.addAll(List.of("-c", "commit.gpgSign=false", "-c", "core.quotePath=false", "-c", "gc.auto=0"));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("mogplex-git", ".out");
            Path error = Files.createTempFile("mogplex-git", ".err");
            try {
                return execute(folder, command, input, output, error);
            } finally {
                Files.deleteIfExists(output);
                Files.deleteIfExists(error);
            }
        } catch (IOException e) {
            return new Result(-1, "", "git could not be started; is it installed and on the PATH?");
        }
    }

    /** Output goes to files: there is no pipe to fill, so nothing needs a thread, and waiting can be bounded. */
    private Result execute(Path folder, List<String> command, @Nullable Path input, Path output, Path error)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(input == null ? Path.of("/dev/null").toFile() : input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(error.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_OPTIONAL_LOCKS", "0", "LC_ALL", "C"));
        Process process = builder.start();
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                return new Result(-1, "", "git did not finish within " + TIMEOUT.toMinutes() + " minutes");
            }
            return new Result(process.exitValue(), text(output), text(error));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(-1, "", "git was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
