package com.mogplex.client;

import static com.mogplex.api.ErrorCode.UNAUTHORIZED;
import static com.mogplex.client.Wire.event;
import static com.mogplex.client.Wire.events;
import static com.mogplex.client.Wire.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mogplex.Secrecy;
import com.mogplex.TestJvm;
import com.mogplex.api.MogplexHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a token comes from, and what never shows of it. */
class CredentialTest {
    private static final String SECRET = "mog_secretsecretsecret";

    @TempDir
    Path home;

    @Test
    void theVariableComesFirst() throws IOException {
        write("{\"apiKey\":\"mog_from_the_file\"}");

        Credential credential = Credential.of(environment(Map.of("MOGPLEX_API_KEY", SECRET)));

        assertThat(credential.token()).isEqualTo(SECRET);
        assertThat(credential.source()).isEqualTo("MOGPLEX_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"providers\":{\"mogplex\":{\"apiKey\":\"mog_secretsecretsecret\"}},\"apiKey\":\"other\"}",
                "{\"apiKey\":\"mog_secretsecretsecret\",\"token\":\"other\"}",
                "{\"token\":\"mog_secretsecretsecret\",\"providers\":null}",
                "{\"token\":\"mog_secretsecretsecret\",\"apiKey\":\"\",\"providers\":{\"mogplex\":7}}"
            })
    void theFileHoldsItInOneOfThreePlaces(String content) throws IOException {
        write(content);

        Credential credential = Credential.of(environment(Map.of("MOGPLEX_API_KEY", "")));

        assertThat(credential.token()).isEqualTo(SECRET);
        assertThat(credential.source()).isEqualTo(home.resolve("auth.json").toString());
    }

    @Test
    void theFileIsInTheUsersFolderUnlessMovedElsewhere() throws IOException {
        Files.createDirectory(home.resolve(".mogplex"));
        Files.writeString(home.resolve(".mogplex/auth.json"), "{\"token\":\"" + SECRET + "\"}");

        assertThat(Credential.of(Map.of("HOME", home.toString())).token()).isEqualTo(SECRET);
    }

    @Test
    void withoutATokenItSaysWhatToDo() {
        MogplexException failure = failure(environment(Map.of()));

        assertThat(failure).hasMessageContaining("MOGPLEX_API_KEY").hasMessageContaining("auth.json");
        assertThat(failure.suggestion()).contains("https://www.mogplex.com/settings/api-keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mog_secretsecretsecret", "[]", "null", "{\"token\":\"mog_secretsecretsecret\"", "{} x"})
    void aBrokenFileIsNamedAndNotQuoted(String content) throws IOException {
        write(content);

        assertThat(failure(environment(Map.of())))
                .hasMessageStartingWith(home.resolve("auth.json") + " is not a JSON object.")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aFolderInThePlaceOfTheFileIsNamed() throws IOException {
        Files.createDirectory(home.resolve("auth.json"));

        assertThat(failure(environment(Map.of()))).hasMessageEndingWith("auth.json is not a regular file.");
    }

    @Test
    @Timeout(600)
    void aPipeInThePlaceOfTheFileIsNamedAndNotReadFrom() throws Exception {
        Process maker = new ProcessBuilder("mkfifo", home.resolve("auth.json").toString()).start();
        assertThat(maker.waitFor()).isZero();

        assertThat(failure(environment(Map.of()))).hasMessageEndingWith("auth.json is not a regular file.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyHomeIsNone(String empty) {
        String user = System.getProperty("user.home");

        assertThat(MogplexHome.authFile(Map.of("HOME", empty, "MOGPLEX_HOME", empty)))
                .isEqualTo(Path.of(user, ".mogplex", "auth.json"));
        assertThat(MogplexHome.of(Map.of("HOME", "/home/a", "MOGPLEX_HOME", empty)))
                .isEqualTo(Path.of("/home/a/.mogplex"));
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--,1", "rw-rw----,1", "rw-----w-,1", "rw-------,0"})
    @Timeout(600)
    void aFileThatIsOpenToOthersIsUsedWithOneWarning(String permissions, int warnings) throws Exception {
        write("{\"token\":\"" + ScriptedServer.TOKEN + "\"}");
        Files.setPosixFilePermissions(home.resolve("auth.json"), PosixFilePermissions.fromString(permissions));
        try (ScriptedServer server = new ScriptedServer()) {
            server.alwaysAnswering(ok(events("success", event("a", 1))));
            ProcessBuilder builder =
                    new ProcessBuilder(TestJvm.command("runs", "events", "run-1", "--follow", "--json"));
            builder.environment().clear();
            builder.environment().putAll(ScriptedServer.environment("http://localhost:" + server.http.getPort()));
            builder.environment().put("MOGPLEX_HOME", home.toString());
            Process process = builder.start();
            String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(error).isZero();
            Secrecy.assertNonePrinted(error);
            assertThat(error.lines().filter(line -> line.endsWith("run: chmod 600 " + home.resolve("auth.json"))))
                    .hasSize(warnings);
            assertThat(server.header("Authorization")).isEqualTo("Bearer " + ScriptedServer.TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mog_secret\r\nX-Evil: 1",
                "mog_secret\n",
                "mog secret",
                " mog_secret",
                "mog_secretü",
                "mog_secret\u0000",
                "mog_secret\u200b"
            })
    void aTokenThatCouldChangeAHeaderIsRefusedAndNotRepeated(String token) {
        MogplexException failure = failure(environment(Map.of("MOGPLEX_API_KEY", token)));

        assertThat(failure).hasMessageContaining("MOGPLEX_API_KEY").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "mog_", "ghp_something", "mog_0123456789012345678901234567890123456789"})
    void prefixAndLengthAreTheApisToJudge(String token) {
        assertThat(Credential.of(token, "a test").token()).isEqualTo(token);
    }

    @Test
    void noMoreThanEightCharactersEverShow() {
        assertThat(Credential.of("mog_0123456789abcdefghijklmn", "a test")).hasToString("mog_0123… from a test");
        assertThat(Credential.of("mog_01234", "a test")).hasToString("mog… from a test");
    }

    private MogplexException failure(Map<String, String> environment) {
        MogplexException failure = catchThrowableOfType(MogplexException.class, () -> Credential.of(environment));
        assertThat(failure.errorCode()).contains(UNAUTHORIZED);
        assertThat(failure.getMessage()).doesNotContain("\n");
        return failure;
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MOGPLEX_HOME", home.toString());
        return environment;
    }

    private void write(String content) throws IOException {
        Files.writeString(home.resolve("auth.json"), content);
    }
}
