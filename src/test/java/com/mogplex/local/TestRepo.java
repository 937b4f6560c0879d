package com.mogplex.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real git repository in a test's own folder, with one commit on {@code main} that nobody's settings touch. */
final class TestRepo {
    static final Map<String, String> NO_SETTINGS = Map.of(
            "PATH", System.getenv("PATH"),
            "HOME", "/nonexistent",
            "GIT_CONFIG_NOSYSTEM", "1",
            "MOGPLEX_REHEARSAL_PACE_MS", "0");

    private final Path path;

    private TestRepo(Path path) {
        this.path = path;
    }

    static TestRepo create(Path path) {
        TestRepo repo = createEmpty(path);
        repo.write("README.md", "hello\n");
        repo.commitAll("First");
        return repo;
    }

    /** One that another part of the test made. */
    static TestRepo at(Path path) {
        return new TestRepo(path);
    }

    static TestRepo createEmpty(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        TestRepo repo = new TestRepo(path);
        repo.git("init", "--quiet", "--initial-branch=main");
        return repo;
    }

    Path path() {
        return path;
    }

    TestRepo write(String file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    TestRepo write(String file, byte[] bytes) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.write(target, bytes);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    TestRepo commitAll(String message) {
        git("add", "--all");
        git("commit", "--quiet", "-m", message);
        return this;
    }

    /** What git answers, without the space around it. */
    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "core.quotePath=false", "-c", "user.name=Tester", "-c", "user.email=tester@localhost"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(path.toFile()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(NO_SETTINGS);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
            return output.strip();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
