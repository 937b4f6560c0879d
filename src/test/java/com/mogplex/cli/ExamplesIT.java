package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The files that a reader copies into a project. */
@EnabledIf(value = "jqIsInstalled", disabledReason = "jq, which the examples call, is not installed")
class ExamplesIT {
    @TempDir
    Path folder;

    static boolean jqIsInstalled() {
        return Launcher.isInstalled("jq");
    }

    @Test
    void theGitHubWorkflowIsTheDocuments() throws IOException {
        String document = Documents.between(
                Documents.continuousIntegration(), "delegates everything to the agent.\n", "A few details worth");

        assertThat(words(example("github-actions.yml")))
                .isEqualTo(words(document.lines().toList()));
    }

    @Test
    void theGitHubWorkflowsStepsRun() throws IOException {
        List<String> steps = blocks("github-actions.yml");
        Path outputs = folder.resolve("outputs");
        try (LocalApi api = LocalApi.start(folder, LocalApi.EDITING_HARNESS)) {
            Launcher launcher = api.launcher()
                    .standIn("curl", "echo true")
                    .with("GITHUB_ACTIONS", "true")
                    .with("GITHUB_OUTPUT", outputs.toString())
                    .with("MOGPLEX_REPO_ID", api.repoId());
            for (String step : steps) {
                String runId = Files.exists(outputs)
                        ? Files.readString(outputs).strip().replace("run_id=", "")
                        : "";
                String script = step.replace("${{ steps.start.outputs.run_id }}", runId);

                Launcher.Result result = launcher.bash("set -e\n" + script);

                assertThat(result.exitCode()).as(script + result.error()).isZero();
            }
        }
        assertThat(steps).hasSize(4);
    }

    @Test
    void theGitLabJobFollowsItsRunInASection() throws IOException {
        try (LocalApi api = LocalApi.start(folder, LocalApi.EDITING_HARNESS)) {
            Launcher.Result result = gitLab(api).bash(gitLabScript());

            assertThat(result.exitCode()).as(result.error()).isZero();
            assertThat(result.output()).contains("Started run ", "Editing a.txt", " success ---");
            assertThat(result.error()).contains("section_start:", "section_end:");
        }
    }

    @Test
    void theGitLabJobFailsWithItsRun() throws IOException {
        try (LocalApi api = LocalApi.start(folder, "exit 3")) {
            Launcher.Result result = gitLab(api).bash(gitLabScript());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.error()).contains("harness exited with 3");
        }
    }

    private static Launcher gitLab(LocalApi api) {
        return api.launcher().with("GITLAB_CI", "true").with("MOGPLEX_REPO_ID", api.repoId());
    }

    private static String gitLabScript() throws IOException {
        return blocks("gitlab-ci.yml").get(0);
    }

    /** The file's shell scripts: what is indented below a line that ends in a bar. */
    private static List<String> blocks(String name) throws IOException {
        List<String> lines = example(name);
        return IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).endsWith("|")
                        && lines.get(index).strip().matches("run: \\||- \\|"))
                .mapToObj(index -> lines.subList(index + 1, lines.size()).stream()
                        .takeWhile(line -> line.isBlank() || indent(line) > indent(lines.get(index)))
                        .collect(Collectors.joining("\n")))
                .toList();
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** The document's text has lost its indentation and its empty lines. */
    private static List<String> words(List<String> lines) {
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static List<String> example(String name) throws IOException {
        return Files.readAllLines(Path.of("examples", name));
    }
}
