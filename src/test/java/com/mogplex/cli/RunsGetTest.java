package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RunsGetTest {
    /** The documents' own answer. */
    private static final String RUN = Documents.between(
            Documents.runsApi(), "Response:\n{\n\"ok\": true,\n\"data\": {\n\"run\": ", "\n}\n}Errors: UNAUTHORIZED");

    private ScriptedApi api;
    private TestingShell shell;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi().data("GET /runs/run-uuid", "{\"run\":" + RUN + "}");
        shell = TestingShell.connectedTo(api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void printsWhatTheDocumentsShow() {
        TestingShell.Result result = shell.run("runs", "get", "run-uuid");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .isEqualTo(
                        Documents.between(Documents.headlessRuns(), "mogplex runs get <run-id>\n```\n\n```\n", "```"));
    }

    @Test
    void jsonIsTheRunFlat() {
        JsonNode run = Json.mapper()
                .readTree(shell.run("runs", "get", "run-uuid", "--json").output());

        assertThat(run.path("status").asString()).isEqualTo("streaming");
        Json.mapper()
                .readTree(RUN)
                .properties()
                .forEach(field ->
                        assertThat(run.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
    }

    @Test
    void whatIsNotKnownIsADashAndAFailureIsExplained() throws IOException {
        api = new ScriptedApi()
                .data(
                        "GET /runs/r",
                        "{\"run\":{\"runId\":\"r\",\"status\":\"failed\",\"error\":\"harness exited with 3\"}}");

        assertThat(TestingShell.connectedTo(api.url()).run("runs", "get", "r").output())
                .isEqualTo("""
                        run     r
                        status  failed
                        harness -
                        repo    -
                        branch  -
                        sandbox -
                        events  -
                        cancel  -
                        created -
                        updated -
                        error   harness exited with 3
                        """);
    }

    /** Source: the v1 documents, "Exit codes". */
    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST, 1",
        "401, UNAUTHORIZED, 64",
        "403, FORBIDDEN, 65",
        "404, NOT_FOUND, 1",
        "409, CONFLICT, 1",
        "409, IDEMPOTENCY_CONFLICT, 1",
        "429, RATE_LIMITED, 75",
        "500, INTERNAL_ERROR, 1",
        "503, SERVICE_UNAVAILABLE, 69"
    })
    void anErrorOfTheApiHasItsExitCodeAndItsName(int status, String code, int exitCode) throws IOException {
        api = new ScriptedApi().error("GET /runs/r", status, code, "It was not to be");

        TestingShell.Result result = TestingShell.connectedTo(api.url()).run("runs", "get", "r", "--json");

        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.output()).isEmpty();
        assertThat(result.errorLines()).hasSize(1);
        assertThat(result.error()).startsWith("error: " + code + ": It was not to be. ");
    }

    @Test
    void whatComesBackInTimeIsWaitedForAndTold() throws IOException {
        try (ScriptedApi busy = new ScriptedApi()) {
            busy.answer(
                            "GET /runs/r",
                            ScriptedApi.response(
                                            429,
                                            "{\"ok\":false,\"error\":{\"code\":\"RATE_LIMITED\",\"message\":\"Slow down.\"}}")
                                    .setHeader("Retry-After", "4")
                                    .build())
                    .data("GET /runs/r", "{\"run\":{\"runId\":\"r\",\"status\":\"success\"}}");

            TestingShell.Result result = TestingShell.connectedTo(busy.url()).run("runs", "get", "r");

            assertThat(result.exitCode()).as(result.error()).isZero();
            assertThat(result.errorLines()).containsExactly("note: waiting 4 s: RATE_LIMITED: Slow down.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MOGPLEX_URL, ftp://x, 1, Correct or unset MOGPLEX_URL.",
        "HTTPS_PROXY, socks5://x, 1, Correct or unset HTTPS_PROXY.",
        "MOGPLEX_API_KEY, '', 64, issue one at https://www.mogplex.com/settings/api-keys."
    })
    void aMistakeOfThisMachineIsNotWordedAsTheApis(String variable, String value, int exitCode, String advice) {
        TestingShell.Result result = TestingShell.connectedTo("https://api.example")
                .with(variable, value)
                .run("runs", "get", "r");

        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.errorLines()).hasSize(1);
        assertThat(result.error())
                .contains(variable)
                .endsWith(advice + "\n")
                .doesNotContain("BAD_REQUEST", "UNAUTHORIZED", "arguments");
    }

    @Test
    void anUnreachableApiIsAFailure() {
        String url = api.url();
        api.close();

        TestingShell.Result result = TestingShell.connectedTo(url).run("runs", "get", "r");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errorLines()).hasSize(1);
        assertThat(result.error()).doesNotContain("Exception", "java").contains("MOGPLEX_URL");
    }

    @Test
    void theTokenIsNeverShown() throws IOException {
        api = new ScriptedApi().error("GET /runs/r", 401, "UNAUTHORIZED", "No such token: " + ScriptedApi.TOKEN);

        TestingShell.Result result = TestingShell.connectedTo(api.url()).run("runs", "get", "r");

        assertThat(result.error()).doesNotContain(ScriptedApi.TOKEN);
    }
}
