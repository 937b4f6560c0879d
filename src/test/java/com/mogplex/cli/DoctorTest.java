package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DoctorTest {
    private ScriptedApi api;
    private TestingShell shell;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi().data("GET /repos", "{\"repos\":[]}").answer("HEAD ", dated(Instant.now()));
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
                .contains("ok       api            answers\n")
                .contains("ok       scopes         the token may read")
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
                .contains("java", "base URL", "token", "api", "clock", "scopes", "git");
        assertThat(result.output()).doesNotContain(ScriptedApi.TOKEN);
    }

    @Test
    void aMissingTokenIsAFailureWithItsExitCode() {
        TestingShell.Result result = shell.with("MOGPLEX_API_KEY", "").run("doctor");

        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.output())
                .contains("failure  token ")
                .contains("ok       api ")
                .doesNotContain(" scopes ");
    }

    @Test
    void aTokenThatMayNotReadIsAFailureWithItsExitCode() throws IOException {
        api = new ScriptedApi().error("GET /repos", 403, "FORBIDDEN", "Missing required scope: read.");

        TestingShell.Result result =
                TestingShell.connectedTo(api.url()).with("PATH", "").run("doctor");

        assertThat(result.exitCode()).isEqualTo(65);
        assertThat(result.output()).contains("failure  scopes         FORBIDDEN: Missing required scope: read.");
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
                .answer("HEAD ", dated(Instant.now().plusSeconds(3600)));

        TestingShell.Result result = TestingShell.connectedTo(api.url()).run("doctor");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).containsPattern("warning  clock          is 3\\d\\d\\d s behind the API's");
    }

    @Test
    void aTokenThatOthersMayReadIsOneWarning(@TempDir Path folder) throws IOException {
        Path file = Files.createDirectories(folder.resolve(".mogplex")).resolve("auth.json");
        Files.writeString(file, "{\"apiKey\":\"" + ScriptedApi.TOKEN + "\"}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        TestingShell.Result result = shell.with("MOGPLEX_API_KEY", "")
                .with("HOME", folder.toString())
                .run("doctor");

        assertThat(result.exitCode()).isZero();
        assertThat(result.error()).isEmpty();
        assertThat(result.outputLines())
                .filteredOn(line -> line.contains("chmod 600"))
                .singleElement()
                .asString()
                .startsWith("warning  token          mog_0123… from " + file)
                .endsWith(" → chmod 600 " + file);
    }

    @Test
    void theApiIsLookedForThroughTheProxy() throws Exception {
        try (MockWebServer proxy = new MockWebServer()) {
            proxy.enqueue(new MockResponse.Builder().code(502).build());
            proxy.start();

            TestingShell.Result result = shell.with("MOGPLEX_URL", "https://api.example")
                    .with("HTTPS_PROXY", "http://localhost:" + proxy.getPort())
                    .run("doctor");

            assertThat(proxy.takeRequest().getRequestLine()).startsWith("CONNECT api.example:443 ");
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output())
                    .contains("failure  api            UNREACHABLE: ")
                    .doesNotContain(" clock ");
        }
    }

    @Test
    void everyLineThatIsNotWellSaysWhatToDo() {
        TestingShell.Result result = TestingShell.plain()
                .with("MOGPLEX_URL", "http://evil.example")
                .with("PATH", "")
                .run("doctor");

        assertThat(result.outputLines())
                .filteredOn(line -> !line.startsWith("ok "))
                .hasSizeGreaterThan(4)
                .allMatch(line -> line.matches(".* → \\S.*"));
    }

    private static MockResponse dated(Instant time) {
        return new MockResponse.Builder()
                .setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)))
                .build();
    }
}
