package com.mogplex.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, on a machine that has nothing: no home, no git identity, a POSIX locale, no terminal. */
class QuickstartIT {
    @TempDir
    Path folder;

    @Test
    void startsWatchesAndCancelsRunsAndLeavesNothing() throws IOException {
        Shell result = Shell.run(folder, bare(), Shell.LAUNCHER.toString(), "quickstart");

        assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
        // The JVM tells of the variable that the test uses; we say nothing.
        assertThat(result.stderr().lines()).allMatch(line -> line.contains("Picked up JDK_JAVA_OPTIONS"));
        assertThat(result.stdout())
                .containsSubsequence(
                        "→ list_repos",
                        "Found 1 repo.",
                        "→ start_run",
                        "was started.",
                        "→ list_run_events",
                        "This is a rehearsal: no model is called.",
                        "tool_call",
                        "Committed",
                        "→ get_run",
                        "had ended: success",
                        "→ start_run",
                        "→ cancel_run",
                        "ended: cancelled",
                        "$ git log --oneline",
                        "$ git diff --stat",
                        "4 files changed",
                        "\"mcpServers\"",
                        "is removed.");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        assertThat(processesOf(folder)).isEmpty();
    }

    @Test
    void aRepositoryThatGitIsPointedAtIsLeftAlone() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        assertThat(Shell.run(own, bare(), "git", "init", "--quiet").exitCode()).isZero();
        Map<String, String> environment = new HashMap<>(bare());
        environment.put("GIT_DIR", own.resolve(".git").toString());
        environment.put("GIT_WORK_TREE", own.toString());
        environment.put("NODE_ENV", "production");

        Shell result = Shell.run(own, environment, Shell.LAUNCHER.toString(), "quickstart");

        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(Shell.run(own, bare(), "git", "rev-list", "--all").stdout()).isEmpty();
    }

    @Test
    void keepKeepsTheSampleWithItsBranch() throws IOException {
        Shell result = Shell.run(folder, bare(), Shell.LAUNCHER.toString(), "quickstart", "--keep");

        assertThat(result.exitCode()).as(result.stderr()).isZero();
        try (Stream<Path> left = Files.list(folder)) {
            Path kept = left.findFirst().orElseThrow();
            assertThat(result.stdout()).contains("Kept: " + kept);
            assertThat(kept.resolve("sample/README.md")).exists();
        }
    }

    private Map<String, String> bare() {
        // The JVM makes its temporary files where java.io.tmpdir says; nothing of ours is to stay there.
        return Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                "",
                "LC_ALL",
                "POSIX",
                "JDK_JAVA_OPTIONS",
                "-Djava.io.tmpdir=" + folder);
    }

    private static List<String> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }
}
