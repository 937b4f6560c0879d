package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Snapshot;
import com.mogplex.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs when a build system reads the output. */
class BuildSystemTest {
    private static final String HOSTILE = """
            {"run":{"runId":"r","status":"failed","harness":"codex","branch":{"base":"main","working":"a|b","createBranch":true},
             "error":"100%\\n::set-output name=x::y"},
             "events":[{"id":"e1","type":"::warning","message":"##[error]x","createdAt":"::add-mask::t"},
                       {"id":"e2","type":"log","toolName":"<b>","message":"![x](https://evil.example/x.png) @all | `a`","createdAt":"2026-05-17T10:14:10.000Z"}]}
            """;

    private ScriptedApi api;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi().data("GET /runs/r/events", HOSTILE);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void onGitHubAnErrorIsAnAnnotation() {
        TestingShell.Result result =
                TestingShell.plain().with("GITHUB_ACTIONS", "true").run("run");

        assertThat(result.error())
                .isEqualTo("::error title=mogplex::run: --repo <id> is required (find IDs via `mogplex repos list`)\n");
    }

    @Test
    void onGitHubAnErrorsTextIsEscaped() {
        TestingShell.Result result = gitHub().run("runs", "events", "r", "--follow", "--exit-status");

        assertThat(result.errorLines())
                .containsExactly("::error title=mogplex::run r failed: 100%25 ::set-output name=x::y");
    }

    @Test
    void onGitHubARunsOutputGivesNoOrders() {
        TestingShell.Result pretty = gitHub().run("runs", "events", "r");
        TestingShell.Result json = gitHub().run("runs", "events", "r", "--json");

        assertThat(pretty.output()).doesNotContain("##[");
        assertThat(pretty.outputLines()).noneMatch(line -> line.strip().startsWith("::"));
        assertThat(json.output()).doesNotContain("##[");
        assertThat(Json.mapper()
                        .readTree(json.outputLines().get(0))
                        .path("message")
                        .asString())
                .isEqualTo("##[error]x");
    }

    @Test
    void elsewhereTheOutputIsAsItIs() {
        assertThat(TestingShell.connectedTo(api.url())
                        .run("runs", "events", "r")
                        .output())
                .contains("::add-mask::t  ::warning       ##[error]x");
    }

    @Test
    void onGitHubAFollowedRunHasAJobSummary() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");

        gitHub().with("GITHUB_STEP_SUMMARY", summary.toString()).run("runs", "events", "r", "--follow");

        Snapshot.assertMatches("cli/github-job-summary.snap", Files.readString(summary));
    }

    @Test
    void aSummaryThatCannotBeWrittenIsANote() {
        TestingShell.Result result = gitHub().with(
                        "GITHUB_STEP_SUMMARY", folder.resolve("no/such/file").toString())
                .run("runs", "events", "r", "--follow");

        assertThat(result.exitCode()).isZero();
        assertThat(result.error()).contains("note: the job summary could not be written");
    }

    @Test
    void onGitLabAFollowedRunIsASection() {
        TestingShell.Result result =
                TestingShell.connectedTo(api.url()).with("GITLAB_CI", "true").run("runs", "events", "r", "--follow");

        assertThat(result.error())
                .containsPattern("^\u001b\\[0Ksection_start:\\d+:mogplex_run\r\u001b\\[0KMogplex run r\n")
                .containsPattern("\u001b\\[0Ksection_end:\\d+:mogplex_run\r\u001b\\[0K\n");
        assertThat(result.output()).doesNotContain("section_");
    }

    private TestingShell gitHub() {
        return TestingShell.connectedTo(api.url()).with("GITHUB_ACTIONS", "true");
    }
}
