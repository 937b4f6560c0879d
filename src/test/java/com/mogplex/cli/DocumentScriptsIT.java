package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import com.mogplex.local.LocalServer;
import com.mogplex.local.store.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The documents' scripts, taken from their text, against the embedded API. */
@EnabledIf(value = "jqIsInstalled", disabledReason = "jq, which the documents' scripts call, is not installed")
class DocumentScriptsIT {
    @TempDir
    Path folder;

    private LocalApi api;
    private LocalServer server;
    private Launcher launcher;
    private String repo;

    static boolean jqIsInstalled() {
        return Launcher.isInstalled("jq");
    }

    @BeforeEach
    void start() throws IOException {
        start(LocalApi.EDITING_HARNESS);
    }

    private void start(String harness) throws IOException {
        api = LocalApi.start(folder, harness);
        server = api.server();
        repo = api.repoId();
        launcher = api.launcher();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theEndToEndSketchReportsASuccess() throws IOException {
        Launcher.Result result = launcher.with("MOGPLEX_REPO", repo).bash(endToEndSketch());

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output().lines())
                .anyMatch(line -> line.matches("started run \\S+"))
                .anyMatch(line -> line.endsWith("  tool_call       tool=edit_file  Editing a.txt"))
                .anyMatch(line -> line.matches("--- run \\S+ success ---"))
                .last()
                .isEqualTo("✓ run succeeded");
    }

    @Test
    void theEndToEndSketchReportsAFailure() throws IOException {
        restart("exit 3");

        Launcher.Result result = launcher.with("MOGPLEX_REPO", repo).bash(endToEndSketch());

        assertThat(result.exitCode()).as(result.error()).isEqualTo(1);
        assertThat(result.output()).endsWith("✗ failed\n");
    }

    @Test
    void theEndToEndSketchReportsACancellation() throws Exception {
        restart("sleep 60");
        Process script = launcher.with("MOGPLEX_REPO", repo)
                .start(
                        "bash",
                        Files.writeString(folder.resolve("sketch.sh"), endToEndSketch())
                                .toString());
        BufferedReader lines = script.inputReader(StandardCharsets.UTF_8);
        String runId = lines.readLine().replace("started run ", "");

        launcher.run(launcher.program("mogplex").toString(), "runs", "cancel", runId);

        assertThat(lines.lines()).last().isEqualTo("✗ cancelled");
        assertThat(Launcher.await(script)).isEqualTo(1);
    }

    @Test
    void theIdempotentRetryMatchesTheFirstRun() throws IOException {
        Launcher.Result result = launcher.with("REPO", repo)
                .bash(Documents.blockAfter(Documents.headlessRuns(), "### Idempotent retries"));

        assertThat(result.exitCode()).as(result.error()).isZero();
        List<String> firsts =
                result.output().lines().filter(line -> line.contains(" run ")).toList();
        assertThat(firsts.get(0)).matches("started run \\S+ \\(pending\\)");
        assertThat(firsts).anyMatch(line -> line.matches("matched existing run \\S+ \\(\\w+\\)"));
        assertThat(firsts.stream()
                        .map(line -> line.replaceFirst(".* run (\\S+) \\(.*", "$1"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void theRunIdIsReadByJq() throws IOException {
        String lines = Documents.between(Documents.headlessRuns(), "so jq paths are flat:\n\n```bash\n", "```");

        Launcher.Result result = launcher.with("REPO", repo).bash(lines + "mogplex runs get $RUN_ID");

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).startsWith("run     ");
    }

    @Test
    void thePlatformPagesShapeRuns() throws IOException {
        String script = Documents.between(
                        Documents.platformHeadlessRuns(), "Typical command shape\n", "For the exact flags")
                .replace("mog_...", server.token());

        Launcher.Result result = launcher.with("MOGPLEX_REPO", repo).bash(script);

        assertThat(result.exitCode()).as(result.error()).isZero();
        List<String> lines = result.output().lines().toList();
        JsonNode run = Json.mapper().readTree(lines.get(lines.size() - 1));
        assertThat(run.path("status").asString()).isEqualTo("success");
    }

    @Test
    void theQuickStartRuns() throws IOException {
        String script = Documents.blockAfter(Documents.automation(), "## Quick start")
                .replace("mog_...", server.token())
                .replace("<repo-id>", repo);
        int start = script.indexOf("mogplex run --repo");
        int end = script.indexOf('\n', start);
        String withRunId = script.substring(0, start)
                + "out=$(" + script.substring(start, end)
                + "); echo \"$out\"; id=$(echo \"$out\" | sed -n 's/^started run \\([^ ]*\\).*/\\1/p')"
                + script.substring(end).replace("<run-id>", "\"$id\"");

        Launcher.Result result = launcher.bash(withRunId);

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).contains(repo + "  local/project", "started run ", " success ---");
    }

    @Test
    void theExitCodesBlockSeesACleanEnd() throws IOException {
        Launcher.Result result = launcher.with("RUN_ID", startRun()).bash(exitCodesBlock());

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).endsWith("run completed cleanly\n");
    }

    @Test
    void theExitCodesBlockSeesABadToken() throws IOException {
        Launcher.Result result = launcher.with("RUN_ID", startRun())
                .with("MOGPLEX_API_KEY", "mog_nobodys")
                .bash(exitCodesBlock());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEqualTo("auth failed — refresh MOGPLEX_API_KEY\n");
    }

    @Test
    void theExitCodesBlockSeesAMissingScope() throws IOException {
        Launcher.Result result = launcher.with("RUN_ID", startRun())
                .with("MOGPLEX_API_KEY", server.mintToken(Set.of(Scope.WRITE)))
                .bash(exitCodesBlock());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEqualTo("PAT lacks write scope\n");
    }

    @Test
    void theExitCodesBlockBacksOffAndStartsAgain() throws IOException {
        try (ScriptedApi limited = new ScriptedApi()) {
            limited.error("GET /runs/r/events", 429, "RATE_LIMITED", "Rate limit exceeded. Retry after 60s.")
                    .data("GET /runs/r/events", "{\"run\":{\"runId\":\"r\",\"status\":\"success\"},\"events\":[]}");

            Launcher.Result result = launcher.connectedTo(limited.url(), server.token())
                    .standIn("sleep", "echo slept $1")
                    .with("RUN_ID", "r")
                    .bash("#!/usr/bin/env bash\n" + exitCodesBlock().replace("exec \"$0\"", "exec bash \"$0\""));

            assertThat(result.exitCode()).as(result.error()).isZero();
            assertThat(result.output())
                    .isEqualTo("rate limited — backing off\nslept 60\n--- run r success ---\nrun completed cleanly\n");
        }
    }

    @Test
    void theRetryPatternEndsWithTheRun() throws IOException {
        Launcher.Result result = launcher.with("RUN_ID", startRun()).bash(retryPattern());

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).endsWith(" success ---\n");
    }

    @Test
    void theRetryPatternGivesUpAfterThreeAttempts() throws IOException {
        try (ScriptedApi down = new ScriptedApi()) {
            down.error("GET /runs/r/events", 503, "SERVICE_UNAVAILABLE", "External Mogplex run rate limit unavailable");

            Launcher.Result result = launcher.connectedTo(down.url(), server.token())
                    .standIn("sleep", "echo slept $1")
                    .with("RUN_ID", "r")
                    .bash(retryPattern());

            assertThat(result.exitCode()).isEqualTo(69);
            assertThat(result.output()).isEqualTo("slept 60\nslept 60\nslept 60\ngiving up after 3 attempts\n");
        }
    }

    @Test
    void theWorkflowsStepsStartTailAndReport() throws IOException {
        Path outputs = Files.createFile(folder.resolve("outputs"));
        Path summary = Files.createFile(folder.resolve("summary"));
        launcher.with("GITHUB_ACTIONS", "true")
                .with("GITHUB_OUTPUT", outputs.toString())
                .with("GITHUB_STEP_SUMMARY", summary.toString())
                .with("MOGPLEX_REPO_ID", repo);

        Launcher.Result help = launcher.bash("mogplex --help | head -1");
        Launcher.Result start = launcher.bash(workflowStep("Start cleanup run", "- name: Tail events"));
        String runId = Files.readString(outputs).strip().replace("run_id=", "");
        Launcher.Result tail = launcher.bash(step("Tail events", "- name: Report final status", runId));
        Launcher.Result report = launcher.bash(step("Report final status", "A few details worth calling out:", runId));

        assertThat(help.output().lines()).hasSize(1);
        assertThat(start.output()).as(start.error()).isEqualTo("Started run " + runId + "\n");
        assertThat(tail.exitCode()).as(tail.error()).isZero();
        assertThat(tail.output()).endsWith("--- run " + runId + " success ---\n");
        assertThat(report.output()).as(report.error()).isEqualTo("::notice::Final run status: success\n");
        assertThat(report.exitCode()).isZero();
        assertThat(Files.readString(summary)).contains("### Mogplex run " + runId, "| success |");
    }

    @Test
    void theWorkflowStartedTwiceOnOneDayIsOneRun() throws IOException {
        Path outputs = Files.createFile(folder.resolve("outputs"));
        launcher.with("GITHUB_OUTPUT", outputs.toString()).with("MOGPLEX_REPO_ID", repo);

        launcher.bash(workflowStep("Start cleanup run", "- name: Tail events"));
        launcher.bash(workflowStep("Start cleanup run", "- name: Tail events"));

        assertThat(Files.readAllLines(outputs)).hasSize(2);
        assertThat(Set.copyOf(Files.readAllLines(outputs))).hasSize(1);
    }

    @Test
    void aDashboardReadsWithATokenThatMayOnlyRead() throws IOException {
        String lines =
                Documents.between(Documents.continuousIntegration(), "use the listing commands:\n", "A read-only PAT");
        startRun();

        Launcher.Result result = launcher.with("MOGPLEX_API_KEY", server.mintToken(Set.of(Scope.READ)))
                .bash("set -euo pipefail\n" + lines + "\nmogplex run --repo " + repo + " x");

        assertThat(result.output()).contains("\"id\": \"" + repo + "\"", "\"full_name\": \"local/project\"");
        assertThat(result.exitCode()).isEqualTo(65);
        assertThat(result.error()).contains("\nerror: FORBIDDEN: Missing required scope: write.");
    }

    private void restart(String harness) throws IOException {
        api.close();
        folder = Files.createDirectory(folder.resolve("again"));
        start(harness);
    }

    private String startRun() throws IOException {
        Launcher.Result result = launcher.run(
                launcher.program("mogplex").toString(), "run", "--repo", repo, "--json", "Fix flaky tests");
        return Json.mapper().readTree(result.output()).path("runId").asString();
    }

    private static String endToEndSketch() {
        return Documents.blockAfter(Documents.headlessRuns(), "## End-to-end sketch");
    }

    private static String exitCodesBlock() {
        return Documents.blockAfter(Documents.automation(), "Branch on exit codes in shell scripts:");
    }

    private static String retryPattern() {
        return Documents.between(
                        Documents.continuousIntegration(),
                        "Retry pattern for transient failures\n",
                        "Exit codes (64 unauth")
                .strip();
    }

    private static String step(String name, String next, String runId) {
        return workflowStep(name, next).replace("${{ steps.start.outputs.run_id }}", runId);
    }

    private static String workflowStep(String name, String next) {
        String step = Documents.between(Documents.continuousIntegration(), "- name: " + name + "\n", next);
        return Documents.between(step + "\u0000", "run: |\n", "\u0000");
    }
}
