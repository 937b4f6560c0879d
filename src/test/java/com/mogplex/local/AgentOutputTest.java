package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How what an agent prints becomes events. */
class AgentOutputTest {
    @TempDir
    Path folder;

    private List<JsonNode> eventsOf(String harness) {
        try (Served served = Served.with(folder, harness)) {
            List<JsonNode> all = served.api.events(served.runTo("success", "Print"));
            // Without "stream_started" before it, and "No changes" and "finished" behind it.
            return all.subList(1, all.size() - 2);
        }
    }

    @Test
    void aJsonLineIsAnEvent() {
        List<JsonNode> events = eventsOf("""
                echo '{"type":"tool_call","toolName":"edit","message":"Editing","payload":{"path":"a"}}'""");

        assertThat(events).hasSize(1);
        JsonNode event = events.get(0);
        assertThat(event.get("type").asString()).isEqualTo("tool_call");
        assertThat(event.get("toolName").asString()).isEqualTo("edit");
        assertThat(event.get("message").asString()).isEqualTo("Editing");
        assertThat(event.at("/payload/path").asString()).isEqualTo("a");
        assertThat(event.get("createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void otherLinesAreWhatTheAgentSays() {
        List<JsonNode> events = eventsOf("echo 'plain'; echo; echo '{\"no\":1}'; echo '{broken'; echo '{\"type\":7}'");

        assertThat(events)
                .extracting(event -> event.get("type").asString() + " "
                        + event.get("message").asString())
                .containsExactly(
                        "assistant_message plain",
                        "assistant_message {\"no\":1}",
                        "assistant_message {broken",
                        "assistant_message {\"type\":7}");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.get("payload").isObject()).isTrue());
    }

    @Test
    void linesOfStandardErrorAreLogged() {
        assertThat(eventsOf("echo careful >&2"))
                .extracting(event -> event.get("type").asString() + " "
                        + event.get("message").asString())
                .containsExactly("log careful");
    }

    @Test
    void aPayloadIsAlwaysAnObject() {
        assertThat(eventsOf("echo '{\"type\":\"x\",\"payload\":[1]}'; echo '{\"type\":\"y\",\"payload\":null}'"))
                .extracting(event -> event.get("payload").toString())
                .containsExactly("{\"value\":[1]}", "{}");
    }

    @Test
    void aHugeLineIsCutAndTheNextOneIsRead() {
        List<JsonNode> events = eventsOf("head -c 3000000 /dev/zero | tr '\\0' a; echo; echo after");

        assertThat(events).hasSize(2);
        assertThat(events.get(0).get("message").asString()).startsWith("aaaa").hasSizeLessThan(70_000);
        assertThat(events.get(1).get("message").asString()).isEqualTo("after");
    }

    @Test
    void invalidUtf8IsReplaced() {
        assertThat(eventsOf("printf 'a\\377b\\n'"))
                .extracting(event -> event.get("message").asString())
                .containsExactly("a\uFFFDb");
    }

    @Test
    void escapeSequencesAndSecretsAreNotKept() {
        String token = "ghp_" + "a1B2c3D4e5F6".repeat(3);
        List<JsonNode> events = eventsOf("printf '\\033[31mred\\033[0m\\n'; echo token " + token
                + "; echo '{\"type\":\"\\u001b[2Jx\",\"payload\":{\"githubToken\":\"hush\",\"a\":\"" + token + "\"}}'");

        String all = events.stream().map(JsonNode::toString).collect(Collectors.joining());
        assertThat(all).doesNotContain("\\u001B", "\u001b", token, "hush").contains("red");
    }

    @Test
    void eventsAreBoundedAndTheLastOneSaysSo() {
        try (Served served = Served.with(
                folder, options -> options.withMaxEvents(3).withHarnessCommands(Map.of("codex", "seq 1 50")))) {
            assertThat(served.api.messages(served.runTo("success", "Count")))
                    .containsExactly(
                            "stream_started: Agent started",
                            "assistant_message: 1",
                            "assistant_message: 2",
                            "assistant_message: 3",
                            "log: The agent wrote more than 3 events; the rest is not kept",
                            "log: No changes",
                            "finished: Agent finished");
        }
    }
}
