package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DoctorTest {
    private ScriptedApi api;
    private TestingShell shell;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi().data("GET /repos", "{\"repos\":[]}").answer("HEAD /", dated(Instant.now()));
        shell = TestingShell.connectedTo(api.url()).with("PATH", "/nonexistent");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void allIsWell() {
        TestingShell.Result result = shell.run("doctor");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains("ok       base URL       " + api.url() + " (MOGPLEX_URL)")
                .contains("ok       clock          agrees with the API's")
                .contains("ok       api            answers; the token may read")
                .contains("warning  git            there is no `git` on the PATH → install git")
                .doesNotContain(ScriptedApi.TOKEN);
        assertThat(result.output()).contains("from MOGPLEX_API_KEY");
    }

    @Test
    void jsonIsOneObject() {
        TestingShell.Result result = shell.run("doctor", "--json");

        assertThat(result.outputLines()).hasSize(1);
        JsonNode report = Json.mapper().readTree(result.output());
        assertThat(report.path("healthy").asBoolean()).isTrue();
        assertThat(report.path("findings").findValuesAsString("check"))
                .contains("java", "base URL", "token", "clock", "api", "git");
        assertThat(result.output()).doesNotContain(ScriptedApi.TOKEN);
    }

    @Test
    void aMissingTokenIsAFailureWithItsExitCode() {
        TestingShell.Result result = shell.with("MOGPLEX_API_KEY", "").run("doctor");

        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.output()).contains("failure  token ").doesNotContain("failure  api");
    }

    @Test
    void aTokenThatMayNotReadIsAFailureWithItsExitCode() throws IOException {
        api = new ScriptedApi().error("GET /repos", 403, "FORBIDDEN", "Missing required scope: read.");

        TestingShell.Result result =
                TestingShell.connectedTo(api.url()).with("PATH", "").run("doctor");

        assertThat(result.exitCode()).isEqualTo(65);
        assertThat(result.output()).contains("failure  api            FORBIDDEN: Missing required scope: read.");
    }

    @Test
    void aRefusedBaseUrlIsAFailureAndNothingIsSent() {
        TestingShell.Result result =
                shell.with("MOGPLEX_URL", "http://user:secret@evil.example").run("doctor");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("failure  base URL").doesNotContain("secret");
        assertThat(api.requests()).isZero();
    }

    @Test
    void anUnreachableApiIsAFailure() {
        api.close();

        TestingShell.Result result = shell.run("doctor");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("failure  api            UNREACHABLE: ");
    }

    @Test
    void aClockThatIsWrongIsAWarning() throws IOException {
        api = new ScriptedApi()
                .data("GET /repos", "{\"repos\":[]}")
                .answer("HEAD /", dated(Instant.now().plusSeconds(3600)));

        TestingShell.Result result = TestingShell.connectedTo(api.url()).run("doctor");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).containsPattern("warning  clock          is 3\\d\\d\\d s behind the API's");
    }

    private static MockResponse dated(Instant time) {
        return new MockResponse.Builder()
                .setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)))
                .build();
    }
}
