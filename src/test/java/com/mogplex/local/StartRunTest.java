package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.local.store.Scope;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /runs}: what it takes, what it refuses, and what a key is good for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartRunTest {
    private static final String UNKNOWN_REPO = "8f3a2b1c-1234-4abc-9def-1234567890ab";

    private Served served;

    @BeforeAll
    void start(@TempDir Path folder) {
        served = Served.with(folder, "true");
    }

    @AfterAll
    void stop() {
        served.close();
    }

    private String refusal(Object... fields) {
        return served.api.start(served.request("Do it", fields)).error();
    }

    @Test
    void aStartIsAcceptedWithTheDocumentedFields() {
        ApiCaller.Answer answer = served.api.start(served.request("Start this"));

        assertThat(answer.status()).isEqualTo(202);
        JsonNode run = answer.data();
        assertThat(run.propertyNames())
                .containsExactly(
                        "runId",
                        "aiCallId",
                        "sandboxRecordId",
                        "sandboxId",
                        "repoId",
                        "harness",
                        "status",
                        "branch",
                        "rootDirectory",
                        "eventsUrl",
                        "cancelUrl",
                        "createdAt",
                        "updatedAt",
                        "error",
                        "runtime",
                        "replayed");
        String runId = run.get("runId").asString();
        assertThat(run.get("status").asString()).isEqualTo("pending");
        assertThat(run.get("harness").asString()).isEqualTo("codex");
        assertThat(run.get("eventsUrl").asString()).isEqualTo("/api/v1/mogplex/runs/" + runId + "/events");
        assertThat(run.get("cancelUrl").asString()).isEqualTo("/api/v1/mogplex/runs/" + runId + "/cancel");
        assertThat(run.at("/runtime/provider").asString()).isEqualTo("local");
        assertThat(run.get("replayed").asBoolean()).isFalse();
        assertThat(served.api.run(runId).has("replayed")).isFalse();
    }

    @Test
    void aReplayedKeyReturnsTheFirstRunAsItStandsNow() {
        JsonNode first = served.api.start("replay", served.request("Replay")).data();
        served.api.awaitStatus(first.get("runId").asString(), "success");

        ApiCaller.Answer again =
                served.api.start("  replay ", served.request(" Replay ", "harness", "codex", "other", 1));

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.data().get("runId")).isEqualTo(first.get("runId"));
        assertThat(again.data().get("replayed").asBoolean()).isTrue();
        assertThat(again.data().get("status").asString()).isEqualTo("success");
    }

    @Test
    void aReplayDoesNotCareThatTheBranchIsTakenByNow() {
        Map<String, Object> request = served.request("Again", "workingBranch", "feat/again", "createBranch", true);
        String runId = served.api.start("again", request).data().get("runId").asString();

        assertThat(served.api.start("again", request).data().get("runId").asString())
                .isEqualTo(runId);
    }

    @Test
    void aKeyOfAnotherRequestConflicts() {
        served.api.start("conflict", served.request("One")).data();

        assertThat(served.api.start("conflict", served.request("Two")).error())
                .isEqualTo("409 IDEMPOTENCY_CONFLICT Idempotency key already used for a different request");
    }

    @Test
    void keysAreCaseSensitive() {
        JsonNode lower = served.api.start("case", served.request("Case")).data();
        JsonNode upper = served.api.start("CASE", served.request("Case")).data();

        assertThat(lower.get("runId")).isNotEqualTo(upper.get("runId"));
        assertThat(lower.at("/branch/working")).isNotEqualTo(upper.at("/branch/working"));
    }

    @Test
    void aKeyBelongsToTheUserAndNotToTheToken() {
        ApiCaller other = new ApiCaller(served.server, served.server.mintToken(Set.of(Scope.WRITE)));
        JsonNode first = served.api.start("shared", served.request("Share")).data();

        assertThat(other.start("shared", served.request("Share")).data().get("runId"))
                .isEqualTo(first.get("runId"));
    }

    @Test
    void manyAtOnceWithOneKeyMakeOneRun() {
        List<JsonNode> answers = IntStream.range(0, 12)
                .mapToObj(index -> CompletableFuture.supplyAsync(() ->
                        served.api.start("at-once", served.request("At once")).data()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().map(run -> run.get("runId").asString()).distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(run -> !run.get("replayed").asBoolean()))
                .hasSize(1);
    }

    @Test
    void manyAtOnceWithOnePromptGetABranchEach() {
        List<String> branches = IntStream.range(0, 6)
                .mapToObj(index -> CompletableFuture.supplyAsync(() -> served.api
                        .start("each-" + index, served.request("Same words"))
                        .data()
                        .at("/branch/working")
                        .asString()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(branches)
                .doesNotHaveDuplicates()
                .allSatisfy(branch ->
                        assertThat(branch).matches("mogplex/run/\\d{4}-\\d\\d-\\d\\d/same-words(-[0-9a-f]{6})?"));
    }

    @Test
    void theKeyIsRequired() {
        String body = "{\"repoId\":\"" + served.repoId + "\",\"prompt\":\"x\"}";
        HttpRequest.Builder without = served.api.request("runs").POST(HttpRequest.BodyPublishers.ofString(body));

        assertThat(served.api.send(without).error()).isEqualTo("400 BAD_REQUEST Idempotency-Key is required");
        assertThat(served.api.startRaw(" ", body).error()).isEqualTo("400 BAD_REQUEST Idempotency-Key is required");
    }

    @Test
    void aKeyHasAtMost200Characters() {
        served.api.start("k".repeat(200), served.request("Long key")).data();

        assertThat(served.api.start("k".repeat(201), served.request("Long key")).error())
                .isEqualTo("400 BAD_REQUEST Idempotency-Key exceeds maximum length of 200 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"x\"", "null", "{} {}", "{\"a\":\u0001}"})
    void whatIsNoJsonObjectIsRefused(String body) {
        assertThat(served.api.startRaw("json", body).error()).isEqualTo("400 BAD_REQUEST Invalid JSON body");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"repoId\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(served.api.startRaw("deep", deep).error()).isEqualTo("400 BAD_REQUEST Invalid JSON body");
    }

    @Test
    void aBodyOfMoreThanOneMebibyteIsRefused() {
        String body = "{\"prompt\":\"" + "x".repeat(1024 * 1024) + "\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = served.api
                .request("runs")
                .header("Idempotency-Key", "chunked")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

        assertThat(served.api.startRaw("large", body).error())
                .isEqualTo("413 BAD_REQUEST Request body is larger than 1 MiB");
        assertThat(served.api.send(chunked).error()).isEqualTo("413 BAD_REQUEST Request body is larger than 1 MiB");
    }

    @Test
    void theRepoIsRequiredAndKnown() {
        Stream.of("{}", "{\"repoId\":\"  \"}", "{\"repoId\":7}")
                .forEach(body -> assertThat(served.api.startRaw("repo", body).error())
                        .isEqualTo("400 BAD_REQUEST repoId is required"));
        assertThat(served.api.start(Map.of("repoId", UNKNOWN_REPO)).error()).isEqualTo("404 NOT_FOUND Repo not found");
    }

    @Test
    void thePromptIsRequiredAndBounded() {
        assertThat(served.api
                        .start(Map.of("repoId", served.repoId, "prompt", " \n"))
                        .error())
                .isEqualTo("400 BAD_REQUEST Prompt is required");
        assertThat(served.api.start(served.request("x".repeat(100_001))).error())
                .isEqualTo("400 BAD_REQUEST Prompt is too long");
        served.api.start(served.request(" " + "é".repeat(100_000) + " ")).data();
    }

    @Test
    void theHarnessIsOneOfTwo() {
        assertThat(refusal("harness", "gpt")).isEqualTo("400 BAD_REQUEST Invalid harness");
        assertThat(served.api
                        .start(served.request("Other", "harness", 7))
                        .data()
                        .get("harness")
                        .asString())
                .isEqualTo("codex");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@", "HEAD", "/a", "a/", "a.", "a.lock", "a..b", "a//b", "a@{1}", "a b", "-a", "a/.b", "é", "a~1"
            })
    void badBranchNamesAreRefused(String name) {
        assertThat(refusal("baseBranch", name)).isEqualTo("400 BAD_REQUEST Invalid base branch");
        assertThat(refusal("workingBranch", name, "createBranch", true))
                .isEqualTo("400 BAD_REQUEST Invalid working branch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "..", "a/../b", "a\\..\\b", "a\u0000b", "/"})
    void badRootDirectoriesAreRefused(String directory) {
        assertThat(refusal("rootDirectory", directory)).isEqualTo("400 BAD_REQUEST Invalid root directory");
    }

    @Test
    void aBaseBranchThatIsNotThereIsRefused() {
        assertThat(refusal("baseBranch", "nowhere")).isEqualTo("400 BAD_REQUEST Invalid base branch");
    }

    @Test
    void checksComeInTheDocumentedOrder() {
        ApiCaller readOnly = new ApiCaller(served.server, served.server.mintToken(Set.of(Scope.READ)));

        assertThat(readOnly.startRaw(" ", "{").error()).startsWith("403 ");
        assertThat(served.api.startRaw(" ", "{").error()).endsWith("Idempotency-Key is required");
        assertThat(served.api
                        .start(Map.of("repoId", UNKNOWN_REPO, "harness", "bad"))
                        .error())
                .endsWith("Repo not found");
        assertThat(served.api
                        .start(Map.of("repoId", served.repoId, "harness", "bad"))
                        .error())
                .endsWith("Prompt is required");
    }
}
