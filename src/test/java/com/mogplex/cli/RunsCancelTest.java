package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunsCancelTest {
    @Test
    void printsWhatTheDocumentsShow() throws IOException {
        try (ScriptedApi api = answering("run-uuid", "streaming", "cancellation_requested")) {
            String sample =
                    Documents.between(Documents.headlessRuns(), "mogplex runs cancel <run-id>\n```\n\n```\n", "```");

            TestingShell.Result result = TestingShell.connectedTo(api.url()).run("runs", "cancel", "run-uuid");

            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).isEqualTo(sample);
        }
    }

    @Test
    void aRunThatHadEndedIsNoError() throws IOException {
        try (ScriptedApi api = answering("run-uuid", "success", "already_terminal")) {
            TestingShell.Result result = TestingShell.connectedTo(api.url()).run("runs", "cancel", "run-uuid");

            assertThat(result.exitCode()).isZero();
            assertThat(result.output())
                    .isEqualTo("run run-uuid had already ended (success)\nstatus: already_terminal\n");
        }
    }

    @Test
    void jsonIsOneObjectWithTheRequestsStatus() throws IOException {
        try (ScriptedApi api = answering("run-uuid", "streaming", "cancellation_requested")) {
            TestingShell.Result result =
                    TestingShell.connectedTo(api.url()).run("runs", "cancel", "run-uuid", "--json");

            assertThat(result.outputLines()).hasSize(1);
            JsonNode answer = Json.mapper().readTree(result.output());
            assertThat(answer.propertyNames()).containsExactly("runId", "status", "run");
            assertThat(answer.path("status").asString()).isEqualTo("cancellation_requested");
            assertThat(answer.path("run").path("status").asString()).isEqualTo("streaming");
        }
    }

    private static ScriptedApi answering(String runId, String runStatus, String status) throws IOException {
        return new ScriptedApi()
                .data(
                        "POST /runs/" + runId + "/cancel",
                        "{\"run\":{\"runId\":\"%s\",\"status\":\"%s\"},\"status\":\"%s\"}"
                                .formatted(runId, runStatus, status));
    }
}
