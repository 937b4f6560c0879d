package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Snapshot;
import com.mogplex.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Every field of a run and its events, as a stranger might fill it. */
    private static String everywhere(String text) {
        String json = Json.mapper().writeValueAsString(text);
        return """
                {"run":{"runId":"r","status":"failed","harness":%1$s,"repoId":%1$s,"sandboxId":%1$s,"eventsUrl":%1$s,
                 "cancelUrl":%1$s,"createdAt":%1$s,"updatedAt":%1$s,"error":%1$s,
                 "branch":{"base":%1$s,"working":%1$s,"createBranch":true}},
                 "events":[{"id":"e1","type":%1$s,"toolName":%1$s,"message":%1$s,"createdAt":%1$s,"payload":{"k":%1$s}}]}
                """.formatted(json);
    }

    /** The lines as a build system's reader finds them, which takes a lone carriage return for a line's end too. */
    private static List<String> linesRead(TestingShell.Result result) {
        return List.of((result.output() + result.error()).split("\\r\\n|\\r|\\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::add-mask::x",
                "x\n::error::y",
                "x\r::error::y",
                "x\r\n  ::error::y",
                "\u00a0\u2003::set-output name=a::b",
                "\u001b[0m::error::y",
                "\ufeff::error::y",
                "x\u2028::error::y",
                "x\u0085::error::y",
                "x%0A::error::y",
                "##[error]y",
                "x##[add-mask]y",
                "#\u200b#[error]y",
                "##\u0000[error]y",
                "::::error::y"
            })
    void onGitHubNoFieldOfARunGivesOrders(String text) throws IOException {
        String data = everywhere(text);
        String run = Json.mapper().readTree(data).path("run").toString();
        api.close();
        api = new ScriptedApi()
                .data("GET /runs/r/events", data)
                .data("GET /runs/r", "{\"run\":" + run + "}")
                .data(
                        "POST /runs/r/cancel",
                        "{\"run\":" + run + ",\"status\":" + Json.mapper().writeValueAsString(text) + "}")
                .data("POST /runs", run)
                .error("GET /repos", 400, "BAD_REQUEST", text.replaceAll("\\p{Cntrl}", "\\\\n"));

        for (String command : List.of(
                "runs events r --follow --exit-status",
                "runs events r --follow --color always",
                "runs events r --json",
                "runs get r",
                "runs get r --json",
                "runs cancel r",
                "run --repo a prompt",
                "repos list")) {
            TestingShell.Result result = gitHub().run(command.split(" "));

            assertThat(linesRead(result))
                    .as(command)
                    .filteredOn(line -> !line.startsWith("::error title=mogplex::"))
                    .noneMatch(line -> line.matches("[^A-Za-z0-9:]*::.*"))
                    .noneMatch(line -> line.contains("##["));
        }
    }

    @Test
    void onGitHubAnArgumentGivesNoOrders() {
        for (String argument : List.of("x\n::error::y", "x\r::error::y")) {
            for (List<String> command : List.of(
                    List.of("runs", "get", argument),
                    List.of("runs", argument),
                    List.of("help", argument),
                    List.of("run", "--repo", "a", "--prompt-file", argument),
                    List.of("run", "--repo", "a", "--harness", argument, "x"))) {
                TestingShell.Result result = gitHub().run(command.toArray(String[]::new));

                assertThat(result.exitCode()).isEqualTo(2);
                assertThat(linesRead(result)).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[0Ksection_start:1:x\r\u001b[0Kforged",
                "section_end:1:mogplex_run\r\u001b[0K",
                "x\n\u001b[0Ksection_start:1:x\r\u001b[0Kforged",
                "\u009b0Ksection_start:1:x\r"
            })
    void onGitLabNoFieldOfARunForgesASection(String text) throws IOException {
        api.close();
        api = new ScriptedApi().data("GET /runs/r/events", everywhere(text));

        for (String mode : List.of("", " --json", " --color always")) {
            TestingShell.Result result = TestingShell.connectedTo(api.url())
                    .with("GITLAB_CI", "true")
                    .run(("runs events r --follow" + mode).split(" "));

            assertThat(result.output()).as(mode).doesNotContain("\r", "\u001b[0K", "\u009b");
            assertThat(result.error().replaceAll("\u001b\\[0Ksection_(start|end):\\d+:mogplex_run\r\u001b\\[0K", ""))
                    .doesNotContain("\r", "\u001b", "\u009b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</td></tr></table><h1>x",
                "a | b | c",
                "![x](https://evil.example/x.png)",
                "[x](javascript:x)",
                "`x` ``` x",
                "www.evil.example",
                "https://evil.example",
                "@all #1",
                "x\n\n# y\n- z",
                "\\\\| x",
                "&lt;b&gt;",
                "<!-- x"
            })
    void noFieldOfARunBreaksTheSummary(String text) throws IOException {
        api.close();
        api = new ScriptedApi().data("GET /runs/r/events", everywhere(text));
        Path summary = folder.resolve("summary.md");

        gitHub().with("GITHUB_STEP_SUMMARY", summary.toString()).run("runs", "events", "r", "--follow");

        List<String> lines = Files.readAllLines(summary);
        assertThat(lines).hasSize(12);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("|"))
                .extracting(line -> line.replaceAll("[^|]", ""))
                .containsExactly("||||", "||||", "||||", "|||||", "|||||", "|||||");
        assertThat(String.join("", lines).replaceAll("&#\\d+;", "").replaceAll("^### ", ""))
                .doesNotContain("<", ">", "`", "[", "]", "(", ")", "!", "@", "#", "://", "www.", "\\", "&");
    }

    @Test
    void aSummaryStaysBelowWhatGitHubTakes() throws IOException {
        String event =
                "{\"id\":\"e%1$d\",\"type\":\"%2$s\",\"toolName\":\"%2$s\",\"message\":\"%2$s\",\"createdAt\":\"%2$s\"}";
        String events = IntStream.range(0, 200)
                .mapToObj(number -> event.formatted(number, "|".repeat(2000)))
                .collect(Collectors.joining(","));
        api.close();
        api = new ScriptedApi()
                .data(
                        "GET /runs/r/events",
                        "{\"run\":{\"runId\":\"r\",\"status\":\"success\"},\"events\":[" + events + "]}");
        Path summary = folder.resolve("summary.md");

        TestingShell.Result first = followWritingTo(summary);

        assertThat(first.exitCode()).isZero();
        assertThat(Files.size(summary)).isLessThanOrEqualTo(1 << 20).isGreaterThan(900_000);
        assertThat(Files.readString(summary)).containsPattern("\n\n\\d+ further events are in the job's log\\.\n");
        assertThat(followWritingTo(summary).error()).contains("note: GITHUB_STEP_SUMMARY is full");
        assertThat(Files.size(summary)).isLessThanOrEqualTo(1 << 20);
    }

    private TestingShell.Result followWritingTo(Path summary) {
        return gitHub().with("GITHUB_STEP_SUMMARY", summary.toString()).run("runs", "events", "r", "--follow");
    }

    private TestingShell gitHub() {
        return TestingShell.connectedTo(api.url()).with("GITHUB_ACTIONS", "true");
    }
}
