package com.mogplex.cli;

import com.mogplex.Secrecy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The real launcher, first on the path of scripts that are run by a real bash. */
final class Launcher {
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final Path commands;
    private final Map<String, String> environment = new HashMap<>();

    /** What a script left behind. */
    record Result(int exitCode, String output, String error) {}

    private Launcher(Path folder) {
        this.folder = folder;
        this.commands = folder.resolve("commands");
    }

    /** Works in a folder of a test's own, which is its home too. */
    static Launcher in(Path folder) throws IOException {
        Launcher launcher = new Launcher(folder);
        Files.createDirectories(launcher.commands);
        launcher.standIn("mogplex", "exec '" + Path.of("bin", "mogplex").toAbsolutePath() + "' \"$@\"");
        launcher.environment.put("PATH", launcher.commands + ":" + System.getenv("PATH"));
        launcher.environment.put("HOME", folder.toString());
        launcher.environment.put("JAVA_HOME", System.getProperty("java.home"));
        if (!isInstalled("uuidgen")) {
            launcher.standIn("uuidgen", "cat /proc/sys/kernel/random/uuid");
        }
        return launcher;
    }

    static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(":", -1)).stream()
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    /** A program that scripts find first. */
    Path program(String name) {
        return commands.resolve(name);
    }

    Launcher with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Connects the scripts to an API. */
    Launcher connectedTo(String url, String token) {
        return with("MOGPLEX_URL", url).with("MOGPLEX_DEV", "1").with("MOGPLEX_API_KEY", token);
    }

    /** Puts another program in the place of one that a script calls. */
    Launcher standIn(String program, String script) throws IOException {
        Path file = Files.writeString(commands.resolve(program), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    /** Runs a script from a file, so that it knows its own name. */
    Result bash(String script) throws IOException {
        return run(
                "bash", Files.writeString(folder.resolve("script.sh"), script).toString());
    }

    Result run(String... command) throws IOException {
        Process process = start(command);
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        Result result = new Result(await(process), output.join(), error.join());
        Secrecy.assertNonePrinted(result.output() + result.error());
        return result;
    }

    Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static int await(Process process) {
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("did not end within " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            // A process that has ended is left alone: destroying it closes streams that are still being read.
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    static void type(Process process, String text) throws IOException {
        OutputStream keyboard = process.getOutputStream();
        keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
