package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.object;
import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.EmbeddedApi;
import com.mogplex.Snapshot;
import com.mogplex.TestJvm;
import com.mogplex.api.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/** How the server starts, what it says of itself, and how it ends. */
class StdioServerTest {
    private static final Map<String, String> TOKEN = Map.of("MOGPLEX_API_KEY", "mog_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "prompts/list", "resources/list", "resources/templates/list"})
    void whatIsOfferedIsReviewed(String method) {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            JsonNode result = new Caller(peer, Caller.Era.HANDSHAKE).open().result(method, object());

            Snapshot.assertMatches("mcp/" + method.replace('/', '-') + ".json", pretty(result));
        }
    }

    @Test
    void theListOfToolsStaysSmall() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            JsonNode result = new Caller(peer, Caller.Era.HANDSHAKE).open().result("tools/list", object());

            // About 2 500 tokens. A host pays for it in every conversation.
            assertThat(Json.mapper().writeValueAsString(result).length()).isLessThan(11_000);
        }
    }

    @Test
    void initializeAndDiscoverAreReviewed() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            ObjectNode params = object().put("protocolVersion", "2025-11-25");
            JsonNode initialized = new Caller(peer, Caller.Era.HANDSHAKE).result("initialize", params);
            JsonNode discovered = new Caller(peer, Caller.Era.STATELESS).result("server/discover", object());

            Snapshot.assertMatches("mcp/initialize.json", pretty(initialized));
            Snapshot.assertMatches("mcp/server-discover.json", pretty(discovered));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void everyHandshakeRevisionIsAgreedTo(String version) {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            JsonNode result = new Caller(peer, Caller.Era.HANDSHAKE)
                    .result("initialize", object().put("protocolVersion", version));

            assertThat(result.path("protocolVersion").asString()).isEqualTo(version);
        }
    }

    @Test
    void anUnknownRevisionIsAnsweredWithTheNewestThatShakesHands() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE);

            for (ObjectNode params : List.of(object(), object().put("protocolVersion", "1999-01-01"))) {
                assertThat(caller.result("initialize", params)
                                .path("protocolVersion")
                                .asString())
                        .isEqualTo("2025-11-25");
            }
        }
    }

    @Test
    void bothErasAreSpokenInAnyOrderInOneProcess() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            Caller handshake = new Caller(peer, Caller.Era.HANDSHAKE);
            Caller stateless = new Caller(peer, Caller.Era.STATELESS);

            assertThat(handshake.result("tools/list", object()).has("resultType"))
                    .isFalse();
            assertThat(stateless
                            .result("tools/list", object())
                            .path("resultType")
                            .asString())
                    .isEqualTo("complete");
            handshake.open();
            assertThat(stateless
                            .result("tools/list", object())
                            .path("cacheScope")
                            .asString())
                    .isEqualTo("public");
            assertThat(handshake.result("tools/list", object()).has("ttlMs")).isFalse();
            stateless.open();
            assertThat(handshake.result("ping", object()).isEmpty()).isTrue();
        }
    }

    @Test
    void theStatelessEraHasItsOwnRules() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            Caller caller = new Caller(peer, Caller.Era.STATELESS);

            for (String gone : List.of("initialize", "ping", "logging/setLevel", "resources/subscribe")) {
                assertThat(caller.error(gone, object()).path("code").asInt()).isEqualTo(-32601);
            }
            JsonNode unsupported =
                    peer.ask("tools/list", withMeta("1900-01-01", true)).path("error");
            assertThat(unsupported.path("code").asInt()).isEqualTo(-32022);
            assertThat(unsupported.path("data").toString())
                    .isEqualTo("{\"supported\":[\"2026-07-28\"],\"requested\":\"1900-01-01\"}");
            JsonNode incapable =
                    peer.ask("tools/list", withMeta("2026-07-28", false)).path("error");
            assertThat(incapable.path("code").asInt()).isEqualTo(-32602);
            assertThat(peer.ask("server/discover", object())
                            .path("error")
                            .path("code")
                            .asInt())
                    .isEqualTo(-32602);
        }
    }

    @Test
    void aSubscriptionIsAcknowledgedAndStaysOpenUntilItIsCancelled() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            Caller caller = new Caller(peer, Caller.Era.STATELESS);
            ObjectNode params = object();
            params.putObject("notifications").put("toolsListChanged", true);
            CompletableFuture<JsonNode> answer = caller.send("sub", "subscriptions/listen", params);

            JsonNode acknowledged = peer.next();
            assertThat(acknowledged.path("method").asString()).isEqualTo("notifications/subscriptions/acknowledged");
            assertThat(acknowledged
                            .at("/params/_meta/io.modelcontextprotocol~1subscriptionId")
                            .asString())
                    .isEqualTo("sub");
            peer.notify("notifications/cancelled", object().put("requestId", "sub"));
            caller.open();
            assertThat(answer).isNotDone();
        }
    }

    @Test
    void anOpenSubscriptionIsEndedWithTheInput() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN)) {
            CompletableFuture<JsonNode> answer =
                    new Caller(peer, Caller.Era.STATELESS).send("sub", "subscriptions/listen", object());
            peer.next();

            peer.closeInput();

            assertThat(peer.exitCode()).isZero();
            assertThat(StdioPeer.join(answer).path("result").toString())
                    .isEqualTo("{\"resultType\":\"complete\","
                            + "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"sub\"}}");
        }
    }

    @Test
    void readOnlyOffersOnlyWhatChangesNothing() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN, "--read-only")) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();

            assertThat(toolNames(caller))
                    .containsExactly("list_repos", "wait_for_run", "get_run", "list_run_events", "list_sandboxes");
            assertThat(caller.error("tools/call", toolCall("start_run", Map.of()))
                            .path("code")
                            .asInt())
                    .isEqualTo(-32602);
        }
    }

    @Test
    void whatIsNotOfferedIsNotMentioned() {
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                StdioPeer peer = StdioPeer.launch(api.environment(), "--read-only")) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE);
            JsonNode initialized = caller.result("initialize", object());

            assertThat(initialized.path("instructions").asString())
                    .contains("wait_for_run", "list_run_events")
                    .doesNotContain("start_run", "cancel_run");
            assertThat(caller.call("list_repos", Map.of()).path("nextStep").asString())
                    .isEqualTo("Report this to the user.");
            assertThat(caller.result("prompts/list", object()).path("prompts").size())
                    .isEqualTo(1);
            assertThat(caller.error("prompts/get", object().put("name", "delegate_task"))
                            .path("code")
                            .asInt())
                    .isEqualTo(-32602);
        }
    }

    @Test
    void onlyTheToolsNamedAreOffered() {
        try (StdioPeer peer = StdioPeer.launch(TOKEN, "--tools", "get_run,cancel_run")) {
            assertThat(toolNames(new Caller(peer, Caller.Era.HANDSHAKE).open()))
                    .containsExactly("get_run", "cancel_run");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "--tools",
                "--tools=nothing_like_it",
                "--tools=,",
                "--read-only=true",
                "--log-level=loud",
                "--log-level",
                "--max-result-bytes=1",
                "--max-result-bytes=many"
            })
    void aWrongFlagIsAUsageErrorAndNothingReachesStandardOutput(String flag) {
        try (StdioPeer peer = StdioPeer.launch(TOKEN, flag)) {
            assertThat(peer.exitCode()).isEqualTo(2);
            assertThat(peer.stdout()).isEmpty();
            assertThat(String.join("\n", peer.awaitStderr())).matches("error: [^\n]+(\nusage: [^\n]+)?");
        }
    }

    @Test
    void withoutATokenTheServerStartsAndSaysWhatIsMissingWhenAskedToWork() {
        try (StdioPeer peer = StdioPeer.launch(Map.of("MOGPLEX_HOME", folder.toString()))) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();

            JsonNode error = caller.callError("list_repos", Map.of());

            assertThat(error.path("code").asString()).isEqualTo("UNAUTHORIZED");
            assertThat(error.toString()).contains("MOGPLEX_API_KEY");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.mogplex.com",
                "http://localhost.evil.example",
                "https://user:secret@www.mogplex.com",
                "ftp://localhost",
                "nonsense"
            })
    void aRefusedBaseUrlIsAToolErrorThatNamesIt(String url) {
        try (StdioPeer peer = StdioPeer.launch(
                Map.of("MOGPLEX_API_KEY", "mog_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "MOGPLEX_URL", url))) {
            JsonNode error = new Caller(peer, Caller.Era.HANDSHAKE).open().callError("list_repos", Map.of());

            assertThat(error.path("message").asString()).contains("MOGPLEX_URL").doesNotContain("secret");
        }
    }

    @Test
    void aReadOnlyTokenCannotStartARun() {
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                StdioPeer peer = StdioPeer.launch(api.environment(api.readOnlyToken()))) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();

            JsonNode error = caller.callError("start_run", Map.of("repoId", api.repoId(), "prompt", "echo hi"));

            assertThat(error.path("code").asString()).isEqualTo("FORBIDDEN");
            assertThat(error.path("message").asString()).contains("write");
        }
    }

    @Test
    void atTheEndOfTheInputCallsInFlightAreStillAnswered() {
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                StdioPeer peer = StdioPeer.launch(api.environment())) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
            List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(caller.send(peer.nextId(), "tools/call", toolCall("list_repos", Map.of())));
            }

            peer.closeInput();

            assertThat(peer.exitCode()).isZero();
            answers.forEach(answer -> assertThat(answer).isDone());
            assertThat(peer.stderr()).isEmpty();
        }
    }

    @Test
    void theEndOfTheInputEndsTheServerAlsoWhileItWaitsForARun() {
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                StdioPeer peer = StdioPeer.launch(api.environment())) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
            var run = caller.call("start_run", Map.of("repoId", api.repoId(), "prompt", "sleep 600"));
            String runId = run.path("run").path("runId").asString();
            caller.send(
                    peer.nextId(), "tools/call", toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45)));

            peer.closeInput();

            assertThat(peer.exitCode()).isZero();
        }
    }

    @Test
    void atTheEndOfTheInputAWaitIsAnsweredWithWhereTheRunStands() {
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                StdioPeer peer = StdioPeer.launch(api.environment())) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
            var run = caller.call("start_run", Map.of("repoId", api.repoId(), "prompt", "echo hi; sleep 600"));
            String runId = run.path("run").path("runId").asString();
            ObjectNode params = toolCall("wait_for_run", Map.of("runId", runId, "waitSeconds", 45));
            params.putObject("_meta").put("progressToken", 1);
            CompletableFuture<JsonNode> answer = caller.send(peer.nextId(), "tools/call", params);
            peer.next();

            peer.closeInput();

            assertThat(peer.exitCode()).isZero();
            JsonNode content = StdioPeer.join(answer).path("result").path("structuredContent");
            assertThat(content.path("finished").asBoolean()).isFalse();
            assertThat(content.path("run").path("runId").asString()).isEqualTo(runId);
        }
    }

    @Test
    void theServerEndsWhenNobodyReadsWhatItWrites() {
        // A reader that takes one line and goes, while the input stays open.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" | head -n 1", "sh"));
        command.addAll(TestJvm.command("mcp"));
        try (StdioPeer peer = StdioPeer.launch(command, TOKEN)) {
            new Caller(peer, Caller.Era.HANDSHAKE).open();

            peer.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");

            assertThat(peer.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsTheServerWhileCallsAreInFlight(String signal) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                StdioPeer peer = StdioPeer.launch(Map.of(
                        "MOGPLEX_API_KEY", "mog_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                        "MOGPLEX_URL", "http://127.0.0.1:" + silent.getLocalPort(),
                        "MOGPLEX_DEV", "1"))) {
            Caller caller = new Caller(peer, Caller.Era.HANDSHAKE).open();
            CompletableFuture<JsonNode> answer =
                    caller.send(peer.nextId(), "tools/call", toolCall("list_repos", Map.of()));
            silent.accept();

            new ProcessBuilder(
                            "kill", "-" + signal, Long.toString(peer.process().pid()))
                    .start()
                    .waitFor();

            assertThat(peer.exitCode()).isEqualTo(signal.equals("TERM") ? 143 : 130);
            assertThat(answer).isNotDone();
        }
    }

    @Test
    void nothingButProtocolReachesStandardOutputWhenTheLogIsLoud() throws IOException {
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                StdioPeer peer = StdioPeer.launch(api.environment(), "--log-level", "debug")) {
            new Caller(peer, Caller.Era.HANDSHAKE).open().call("list_repos", Map.of());
            peer.closeInput();

            assertThat(peer.exitCode()).isZero();
            assertThat(peer.stdout())
                    .allSatisfy(line -> assertThat(
                                    Json.mapper().readTree(line).path("jsonrpc").asString())
                            .isEqualTo("2.0"));
            String log = String.join("\n", peer.awaitStderr());
            assertThat(log).contains("/repos").doesNotContain(api.server().token());
        }
    }

    @Test
    void whatALibraryPrintsGoesToStandardErrorWhileTheProtocolIsSpoken() {
        // A logger that is told to print to standard output stands for any library that does.
        List<String> command = new ArrayList<>(TestJvm.command("mcp", "--log-level", "debug"));
        command.addAll(
                1,
                List.of(
                        "-Dorg.slf4j.simpleLogger.logFile=System.out",
                        "-Dorg.slf4j.simpleLogger.cacheOutputStream=false"));
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                StdioPeer peer = StdioPeer.launch(command, api.environment())) {
            new Caller(peer, Caller.Era.HANDSHAKE).open().call("list_repos", Map.of());
            peer.closeInput();

            assertThat(peer.exitCode()).isZero();
            assertThat(peer.awaitStderr()).anySatisfy(line -> assertThat(line).contains("/repos"));
            assertThat(peer.stdout()).allSatisfy(line -> assertThat(line).startsWith("{\"jsonrpc\":\"2.0\""));
        }
    }

    private static List<String> toolNames(Caller caller) {
        List<String> names = new ArrayList<>();
        caller.result("tools/list", object())
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asString()));
        return names;
    }

    private static ObjectNode withMeta(String version, boolean capable) {
        ObjectNode params = object();
        ObjectNode meta = params.putObject("_meta").put("io.modelcontextprotocol/protocolVersion", version);
        if (capable) {
            meta.putObject("io.modelcontextprotocol/clientCapabilities");
        }
        return params;
    }

    private static String pretty(JsonNode node) {
        return Json.mapper().writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(node) + "\n";
    }
}
