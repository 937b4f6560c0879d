package com.mogplex.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small git repository with something in it that wants tidying. */
final class SampleRepository {
    /** Works without the person's own git configuration, and without a person. */
    private static final Map<String, String> GIT_ENVIRONMENT = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_PAGER", "cat",
            "GIT_AUTHOR_NAME", "Quickstart",
            "GIT_AUTHOR_EMAIL", "quickstart@mogplex.invalid",
            "GIT_COMMITTER_NAME", "Quickstart",
            "GIT_COMMITTER_EMAIL", "quickstart@mogplex.invalid");

    private final Path folder;

    private SampleRepository(Path folder) {
        this.folder = folder;
    }

    static SampleRepository create(Path folder) {
        try {
            write(folder, "README.md", "# Sample\n\nA greeter, for trying mogplex.\n\n\n");
            write(
                    folder,
                    "src/greet.py",
                    "def greet(name):   \n    return f\"Hello, {name}!\"  \n\n\nprint(greet(\"you\"))");
            write(folder, "src/count.py", "def count(words):\n\ttotal = len(words)\t\n\treturn total\n");
            write(folder, "notes/todo.txt", "- greet politely   \n- count faster\n- tidy up");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SampleRepository repository = new SampleRepository(folder);
        repository.git("init", "--quiet", "--initial-branch=main");
        repository.git("add", "--all");
        repository.git("commit", "--quiet", "--message=Add a greeter");
        return repository;
    }

    Path folder() {
        return folder;
    }

    /** What git says. */
    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=" + folder));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // A hook or another tool may have pointed git at a repository of the person's own.
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(GIT_ENVIRONMENT);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new QuickstartFailure("git " + arguments[0] + " failed: " + output.strip());
            }
            return output.stripTrailing();
        } catch (IOException noGit) {
            throw new QuickstartFailure("needs git, which could not be started. Install it and try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuickstartFailure("interrupted");
        }
    }

    private static void write(Path folder, String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
