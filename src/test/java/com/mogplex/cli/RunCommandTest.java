package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RunCommandTest {
    private static final String REPO = "8f3a2b1c-1234-4abc-9def-1234567890ab";

    /** The documents' own answer to a start. */
    private static final String STARTED = Documents.between(
            Documents.runsApi(), "Response (HTTP 202 Accepted):\n{\n\"ok\": true,\n\"data\": ", "\n}If you");

    private ScriptedApi api;
    private TestingShell shell;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi().data("POST /runs", STARTED);
        shell = TestingShell.connectedTo(api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void printsWhatTheDocumentsShow() {
        TestingShell.Result result = shell.run("run", "--repo", REPO, "Refactor the auth module to use bearer tokens.");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEqualTo(Documents.blockAfter(Documents.headlessRuns(), "Output (pretty):"));
        assertThat(result.error()).matches("note: idempotency key [-0-9a-f]{36}\n");
    }

    @Test
    void theKeyThatIsSentIsPrintedUnlessItIsKnownOrUnwanted() throws Exception {
        TestingShell.Result own = shell.run("run", "--repo", REPO, "a");
        TestingShell.Result quiet = shell.run("run", "--repo", REPO, "--quiet", "a");
        TestingShell.Result given = shell.run("run", "--repo", REPO, "--idempotency-key", "mine", "a");

        assertThat(own.errorLines())
                .containsExactly(
                        "note: idempotency key " + api.request().getHeaders().get("Idempotency-Key"));
        assertThat(quiet.error()).isEmpty();
        assertThat(given.error()).isEmpty();
    }

    @Test
    void whenTheAnswerMayBeLostTheErrorSaysHowToRepeatTheStart() throws Exception {
        List<MockResponse> unsure = List.of(
                ScriptedApi.response(200, "<html>Welcome</html>").build(),
                ScriptedApi.response(503, "{}").setHeader("Retry-After", "3600").build());
        for (MockResponse answer : unsure) {
            try (ScriptedApi losing = new ScriptedApi().answer("POST /runs", answer)) {
                TestingShell.Result result =
                        TestingShell.connectedTo(losing.url()).run("run", "--repo", REPO, "--quiet", "a");

                String key = losing.request().getHeaders().get("Idempotency-Key");
                assertThat(result.errorLines()).hasSize(2);
                assertThat(result.errorLines().get(0)).startsWith("error: ");
                assertThat(result.errorLines().get(1))
                        .isEqualTo("retry with --idempotency-key " + key + ": that never starts a second run");
            }
        }
    }

    @Test
    void aRefusalOfTheStartSaysNothingOfRepeatingIt() throws IOException {
        try (ScriptedApi refusing = new ScriptedApi().error("POST /runs", 403, "FORBIDDEN", "No")) {
            TestingShell.Result result =
                    TestingShell.connectedTo(refusing.url()).run("run", "--repo", REPO, "--quiet", "a");

            assertThat(result.exitCode()).isEqualTo(65);
            assertThat(result.errorLines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run;reboot", "$(reboot)", "a b", "-run", "r'n", "run`x`"})
    void anIdThatAShellWouldReadOtherwiseIsNotOfferedForPasting(String id) throws IOException {
        try (ScriptedApi odd = new ScriptedApi().data("POST /runs", STARTED.replace("run-uuid", id))) {
            TestingShell.Result result = TestingShell.connectedTo(odd.url()).run("run", "--repo", REPO, "a");

            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).doesNotContain("tail events");
        }
    }

    @Test
    void aReplayedRunIsAMatchedOne() throws IOException {
        api = new ScriptedApi().data("POST /runs", STARTED.replace("\"replayed\": false", "\"replayed\": true"));

        TestingShell.Result result = TestingShell.connectedTo(api.url()).run("run", "--repo", REPO, "Fix flaky tests");

        assertThat(result.outputLines().get(0)).isEqualTo("matched existing run run-uuid (pending)");
    }

    @Test
    void jsonIsOneFlatLine() {
        TestingShell.Result result = shell.run("run", "--repo", REPO, "--json", "Fix flaky tests");

        assertThat(result.outputLines()).hasSize(1);
        JsonNode run = Json.mapper().readTree(result.output());
        assertThat(run).isEqualTo(Json.mapper().readTree(STARTED));
    }

    @Test
    void sendsOnlyTheRepoAndThePromptUnlessAskedForMore() throws Exception {
        shell.run("run", "--repo", REPO, "Fix flaky tests");

        RecordedRequest request = api.request();
        assertThat(body(request))
                .isEqualTo(Json.mapper().readTree("{\"repoId\":\"" + REPO + "\",\"prompt\":\"Fix flaky tests\"}"));
        assertThat(request.getHeaders().get("Idempotency-Key"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    }

    @Test
    void everyFlagReachesItsField() throws Exception {
        TestingShell.Result result = shell.run(
                "run",
                "--repo=" + REPO,
                "--harness=claude-code",
                "--base-branch=develop",
                "--branch=feat/x",
                "--create-branch",
                "--root=packages/web",
                "--idempotency-key=key 1",
                "--conversation=conversation-1",
                "--workspace-session=session-1",
                "--mode=plan",
                "Do it");

        assertThat(result.error()).isEmpty();
        RecordedRequest request = api.request();
        assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("key 1");
        ObjectNode expected = Json.mapper().createObjectNode();
        expected.put("repoId", REPO).put("prompt", "Do it").put("harness", "claude-code");
        expected.put("baseBranch", "develop").put("workingBranch", "feat/x").put("createBranch", true);
        expected.put("rootDirectory", "packages/web").put("conversationId", "conversation-1");
        expected.put("workspaceSessionId", "session-1").put("mode", "plan");
        assertThat(body(request)).isEqualTo(expected);
    }

    @Test
    void twoStartsHaveTwoKeys() throws Exception {
        shell.run("run", "--repo", REPO, "a");
        shell.run("run", "--repo", REPO, "a");

        assertThat(api.request().getHeaders().get("Idempotency-Key"))
                .isNotEqualTo(api.request().getHeaders().get("Idempotency-Key"));
    }

    @Test
    void aRepoMayBeNamedByOwnerAndName() throws Exception {
        api.data("GET /repos", "{\"repos\":[{\"id\":\"" + REPO + "\",\"full_name\":\"Acme/Widgets\"}]}");

        assertThat(shell.run("run", "--repo", "acme/widgets", "a").exitCode()).isZero();

        api.request();
        assertThat(body(api.request()).path("repoId").asString()).isEqualTo(REPO);
    }

    @Test
    void thePromptMayBePipedIn() throws Exception {
        shell.input("Fix the tests\nall of them\n").run("run", "--repo", REPO);

        assertThat(prompt()).isEqualTo("Fix the tests\nall of them");
    }

    @Test
    void thePromptMayComeFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("task.md"), "Fïx thé tests 🙂\n");

        shell.run("run", "--repo", REPO, "--prompt-file", file.toString());

        assertThat(prompt()).isEqualTo("Fïx thé tests 🙂");
    }

    @Test
    void aDashIsStandardInput() throws Exception {
        shell.input("piped").run("run", "--repo", REPO, "--prompt-file", "-");

        assertThat(prompt()).isEqualTo("piped");
    }

    @Test
    void anArgumentGoesBeforeThePipe() throws Exception {
        shell.input("piped").run("run", "--repo", REPO, "argument");

        assertThat(prompt()).isEqualTo("argument");
    }

    @Test
    void aPromptMayBeginWithADashOrAnAtSign() throws Exception {
        shell.run("run", "--repo", REPO, "--", "--fix");
        shell.run("run", "--repo", REPO, "@mention");

        assertThat(prompt()).isEqualTo("--fix");
        assertThat(prompt()).isEqualTo("@mention");
    }

    @Test
    void aPromptOf100000CharactersIsSentAndALongerOneIsNot() throws Exception {
        shell.input("p".repeat(100_000) + "\n").run("run", "--repo", REPO);
        TestingShell.Result longer = shell.input("p".repeat(100_001)).run("run", "--repo", REPO);
        TestingShell.Result endless = shell.input("p".repeat(5_000_000)).run("run", "--repo", REPO);

        assertThat(prompt()).hasSize(100_000);
        assertThat(api.requests()).isEqualTo(1);
        for (TestingShell.Result refused : List.of(longer, endless)) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.errorLines().get(0))
                    .isEqualTo("error: run: the prompt is longer than 100 000 characters");
        }
    }

    @Test
    void anEmptyPromptIsAUsageError() {
        List<TestingShell.Result> results = new ArrayList<>();
        results.add(shell.run("run", "--repo", REPO, ""));
        results.add(shell.run("run", "--repo", REPO, " \n"));
        results.add(shell.input("").run("run", "--repo", REPO));

        assertThat(results).allSatisfy(result -> {
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.errorLines().get(0)).isEqualTo("error: run: the prompt is empty");
        });
        assertThat(api.requests()).isZero();
    }

    @Test
    void aPersonAtATerminalIsNotLeftWaitingForAPipe() {
        TestingShell.Result result = shell.terminal(80).run("run", "--repo", REPO);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errorLines().get(0))
                .isEqualTo("error: run: a prompt is missing: give it in quotes, by --prompt-file, or pipe it in");
    }

    @Test
    void whatIsNotTextIsNoPrompt() {
        TestingShell.Result result =
                shell.input(new byte[] {'a', (byte) 0xFF, 'b'}).run("run", "--repo", REPO);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errorLines().get(0)).isEqualTo("error: run: standard input is not UTF-8 text");
    }

    @Test
    void aFileThatHoldsNoPromptIsNamed(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xFF, 'b'});
        Path blank = Files.writeString(folder.resolve("blank"), " \n\t");
        Map<String, String> reasons = Map.of(
                binary.toString(),
                "--prompt-file: '" + binary + "' is not UTF-8 text",
                blank.toString(),
                "the prompt is empty",
                folder.toString(),
                "--prompt-file: '" + folder + "' is a folder",
                folder + "/none",
                "--prompt-file: there is no file '" + folder + "/none'");

        reasons.forEach((file, reason) -> {
            TestingShell.Result result = shell.run("run", "--repo", REPO, "--prompt-file", file);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.errorLines()).hasSize(2).first().isEqualTo("error: run: " + reason);
        });
        assertThat(api.requests()).isZero();
    }

    /** As the API counts, which is written in a language whose strings are UTF-16. */
    @Test
    void aCharacterOutsideTheBasicPlaneCountsAsTwo() throws Exception {
        shell.input("\ud83d\ude42".repeat(50_000)).run("run", "--repo", REPO);
        TestingShell.Result longer =
                shell.input("\ud83d\ude42".repeat(50_000) + "x").run("run", "--repo", REPO);

        assertThat(prompt()).hasSize(100_000);
        assertThat(longer.exitCode()).isEqualTo(2);
        assertThat(api.requests()).isEqualTo(1);
    }

    @Test
    void followStartsAndTailsInOneCommand() {
        String ended = STARTED.replace("\"pending\"", "\"success\"");
        api.data(
                "GET /runs/run-uuid/events",
                "{\"run\":" + ended + ",\"events\":[{\"id\":\"e1\",\"type\":\"finished\"}]}");

        TestingShell.Result pretty = shell.run("run", "--repo", REPO, "--follow", "a");
        TestingShell.Result json = shell.run("run", "--repo", REPO, "--follow", "--json", "a");

        assertThat(pretty.outputLines().get(0)).isEqualTo("started run run-uuid (pending)");
        assertThat(pretty.outputLines().get(6)).isEqualTo("--- run run-uuid success ---");
        assertThat(json.outputLines()).hasSize(3);
        assertThat(json.outputLines().get(0)).contains("\"runId\":\"run-uuid\"", "\"replayed\":false");
        assertThat(json.outputLines().get(2)).isEqualTo("{\"runId\":\"run-uuid\",\"status\":\"success\"}");
    }

    private String prompt() throws InterruptedException {
        return body(api.request()).path("prompt").asString();
    }

    private static JsonNode body(RecordedRequest request) {
        return Json.mapper().readTree(request.getBody().string(StandardCharsets.UTF_8));
    }
}
