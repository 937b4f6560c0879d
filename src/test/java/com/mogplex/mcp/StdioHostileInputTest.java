package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a host writes, the server stays, and whatever is owed an answer gets exactly one. */
class StdioHostileInputTest {
    private static StdioPeer peer;

    @BeforeAll
    static void launch() {
        peer = StdioPeer.launch(Map.of("MOGPLEX_API_KEY", "mog_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    }

    @AfterAll
    static void end() {
        peer.closeInput();
        assertThat(peer.exitCode()).isZero();
        assertThat(peer.stderr()).isEmpty();
    }

    @AfterEach
    void stillServesAndOwesNothing() {
        assertThat(peer.ask("ping", object()).path("result").isObject()).isTrue();
        assertThat(peer.soFar()).isEmpty();
        assertThat(String.join("\n", peer.stdout())).doesNotContain("Exception", "java.", "com.mogplex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "   \n", "\r\n", "\t\n", "\uFEFF\n", "\uFEFF  \r\n"})
    void blankLinesAreIgnored(String line) {
        peer.write(line);
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsAreIgnored() {
        peer.write("\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\r\n");

        assertThat(peer.next().toString()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}}",
                "hello",
                "{'jsonrpc':'2.0'}",
                "\u0000",
                "{\"a\":1}{\"b\":2}"
            })
    void malformedJsonIsAParseErrorWithoutAnId(String line) {
        peer.write(line + "\n");

        assertError(peer.next(), -32700);
    }

    @Test
    void invalidUtf8IsAParseError() {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"p\u00FFng\"}\n";
        peer.write(message.getBytes(StandardCharsets.ISO_8859_1));

        assertError(peer.next(), -32700);
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void whatGoesBeyondTheParsersLimitsIsRefused(String line) {
        peer.write(line + "\n");

        assertError(peer.next(), -32600);
    }

    static Stream<String> tooMuch() {
        return Stream.of(
                "[".repeat(100_000), "{\"id\":" + "1".repeat(2_000) + "}", "{\"" + "k".repeat(60_000) + "\":1}");
    }

    @Test
    void aNumberOfAMillionDigitsIsRefusedAtOnce() {
        ObjectNode params = Caller.toolCall("list_repos", Map.of("limit", "1".repeat(1_000_000)));

        assertThat(peer.ask("tools/call", params).path("result").path("isError").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "\"text\"",
                "null",
                "true",
                "{}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1e400,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":0.1234567890123456789012345,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"ping\"}",
                "[]"
            })
    void whatIsNotARequestIsAnInvalidRequestWithoutAnId(String line) {
        peer.write(line + "\n");

        assertError(peer.next(), -32600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":1}",
                "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"ping\"}",
                "{\"id\":7,\"method\":\"ping\"}"
            })
    void anInvalidRequestWithAnIdIsAnsweredUnderIt(String line) {
        peer.write(line + "\n");

        JsonNode answer = peer.next();
        assertThat(answer.path("id").asInt()).isEqualTo(7);
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "3"})
    void paramsThatAreNoObjectAreInvalidParams(String params) {
        peer.write("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"ping\",\"params\":" + params + "}\n");

        JsonNode answer = peer.next();
        assertThat(answer.path("id").asInt()).isEqualTo(8);
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32602);
    }

    @Test
    void nullParamsAreNoParams() {
        peer.write("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\",\"params\":null}\n");

        assertThat(peer.next().path("result").isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"never\"}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":{\"a\":[]}}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nobody/knows\",\"params\":{\"x\":1}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":1,\"message\":\"x\"}}"
            })
    void notificationsAndResponsesAreNeverAnswered(String line) {
        peer.write(line + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/nothing", "", "resources/subscribe", "sampling/createMessage", "../../etc"})
    void unknownMethodsAreNotFound(String method) {
        assertThat(peer.ask(method, object()).path("error").path("code").asInt())
                .isEqualTo(-32601);
    }

    @Test
    void aLineOf24MebibytesIsRefusedAndTheNextOneServed() {
        byte[] half = "x".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        peer.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"");
        for (int i = 0; i < 24; i++) {
            peer.write(half);
        }
        peer.write("\"}}\n");

        assertError(peer.next(), -32600);
    }

    @Test
    void aLineJustUnderTheBoundIsServed() {
        String frame = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"\"}}";
        String filler = "x".repeat(4 * 1024 * 1024 - frame.length());
        peer.write(frame.replace("\"a\":\"\"", "\"a\":\"" + filler + "\"") + "\n");

        assertThat(peer.next().path("result").isObject()).isTrue();
    }

    @Test
    void aBatchIsAnsweredAsABatchWithOneAnswerForEachRequest() {
        peer.write("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"nothing\"},7]\n");

        JsonNode answers = peer.next();
        assertThat(answers.isArray()).isTrue();
        assertThat(answers.size()).isEqualTo(3);
    }

    @Test
    void aBatchOfNotificationsIsNotAnswered() {
        peer.write("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}]\n");
    }

    @Test
    void aCallOfAnUnknownToolNamesTheTools() {
        ObjectNode params = object().put("name", "rm_rf");
        JsonNode error = peer.ask("tools/call", params).path("error");

        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asString()).contains("rm_rf", "start_run", "wait_for_run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":1}", "{}", "{\"name\":\"get_run\",\"arguments\":[]}"})
    void aMalformedToolCallIsInvalidParams(String params) {
        ObjectNode given = (ObjectNode) Json.mapper().readTree(params);

        assertThat(peer.ask("tools/call", given).path("error").path("code").asInt())
                .isEqualTo(-32602);
    }

    @Test
    void hiddenCharactersInAMethodDoNotReachTheAnswer() {
        JsonNode error = peer.ask("a\u001B[31mb\u202Ec", object()).path("error");

        assertThat(error.path("message").asString()).doesNotContain("\u001B", "\u202E");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"\\udfff\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"tools/call\",\"params\":{\"name\":\"\\ud800\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"resources/read\",\"params\":{\"uri\":\"\\ud800\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"tools/call\",\"params\":{\"name\":\"start_run\","
                        + "\"arguments\":{\"repoId\":\"x\",\"prompt\":\"\\ud800\"}}}"
            })
    void halfASurrogatePairIsSurvived(String line) {
        peer.write(line + "\n");

        assertThat(peer.next().path("jsonrpc").asString()).isEqualTo("2.0");
    }

    @Test
    void twoHundredRequestsInFlightAreAllAnswered() {
        Set<String> ids = new HashSet<>();
        List<CompletableFuture<JsonNode>> answers = IntStream.range(0, 200)
                .mapToObj(i -> peer.send(i % 2 == 0 ? "tools/list" : "prompts/list", object()))
                .toList();

        answers.forEach(answer -> ids.add(Peer.join(answer).path("id").asString()));
        assertThat(ids).hasSize(200);
    }

    private static void assertError(JsonNode answer, int code) {
        assertThat(answer.path("id").isNull()).isTrue();
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(code);
        assertThat(answer.path("error").path("message").asString()).isNotBlank();
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
