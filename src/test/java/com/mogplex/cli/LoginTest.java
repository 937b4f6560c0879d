package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LoginTest {
    private static final String TOKEN = ScriptedApi.TOKEN;

    @TempDir
    Path home;

    private Path file;
    private TestingShell shell;

    @BeforeEach
    void start() {
        file = home.resolve(".mogplex").resolve("auth.json");
        shell = TestingShell.plain().with("HOME", home.toString());
    }

    @Test
    void storesWhatIsPipedIn() throws IOException {
        TestingShell.Result result = shell.input(TOKEN + "\n").run("login");

        assertThat(result.exitCode()).isZero();
        assertThat(content().at("/providers/mogplex/apiKey").asString()).isEqualTo(TOKEN);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(result.output() + result.error()).doesNotContain(TOKEN).contains("auth.json");
    }

    @Test
    void whatWasStoredIsUsed() throws IOException {
        try (ScriptedApi api = new ScriptedApi().data("GET /repos", "{\"repos\":[]}")) {
            shell.input(TOKEN).run("login");

            TestingShell.Result result = shell.with("MOGPLEX_URL", api.url())
                    .with("MOGPLEX_DEV", "1")
                    .run("repos", "list", "--json");

            assertThat(result.exitCode()).as(result.error()).isZero();
        }
    }

    @Test
    void keepsWhatElseIsThereAndTightensThePermissions() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"theme\":\"dark\",\"providers\":{\"other\":{\"apiKey\":\"o\"},\"mogplex\":{\"apiKey\":\"old\",\"x\":1}}}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        shell.input(TOKEN).run("login");

        assertThat(content())
                .isEqualTo(Json.mapper()
                        .readTree(
                                "{\"theme\":\"dark\",\"providers\":{\"other\":{\"apiKey\":\"o\"},\"mogplex\":{\"apiKey\":\""
                                        + TOKEN + "\",\"x\":1}}}"));
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
        assertThat(Files.list(file.getParent())).hasSize(1);
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.writeString(home.resolve("real.json"), "{}");
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, real);

        shell.input(TOKEN).run("login");

        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(real)).contains(TOKEN);
    }

    @Test
    void mogplexHomeMovesTheFile() {
        shell.with("MOGPLEX_HOME", home.resolve("elsewhere").toString())
                .input(TOKEN)
                .run("login");

        assertThat(home.resolve("elsewhere").resolve("auth.json")).exists();
    }

    @Test
    void aTokenAsAnArgumentIsRefusedWithoutBeingRepeated() {
        TestingShell.Result result = shell.run("login", TOKEN);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.error()).doesNotContain(TOKEN).contains("not taken from an argument");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "mog_a b", "mog_a\nmog_b", "mog_ä"})
    void whatCanBeNoTokenIsNotStored(String input) {
        TestingShell.Result result = shell.input(input).run("login");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errorLines().get(0)).startsWith("error: login: ").doesNotContain("auth.json");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"providers\":", "[]", "{\"providers\":3}", ""})
    void aBrokenFileIsNamedAndLeftAlone(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);

        for (String command : new String[] {"login", "logout"}) {
            TestingShell.Result result = shell.input(TOKEN).run(command);

            assertThat(result.exitCode()).isEqualTo(64);
            assertThat(result.errorLines()).hasSize(1);
            assertThat(result.error()).contains(file.toString(), "repair it or delete it");
            assertThat(file).hasContent(content);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"providers\":",
                "",
                " ",
                "null",
                "[]",
                "\"mog_token\"",
                "mog_token",
                "{}",
                "{\"apiKey\":5}",
                "{\"apiKey\":\"\"}",
                "{\"apiKey\":\"a b\"}",
                "{\"token\":\"a\\nb\"}",
                "{\"providers\":{\"mogplex\":[]}}",
                "\u0000\u0001"
            })
    void aFileWithoutAUsableTokenStopsEveryOtherCommandWith64(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);

        TestingShell.Result result = shell.run("repos", "list");

        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.output()).isEmpty();
        assertThat(result.errorLines()).hasSize(1);
        assertThat(result.error()).contains(file.toString(), "MOGPLEX_API_KEY");
    }

    @Test
    void aFolderInThePlaceOfTheFileIsNamed() throws IOException {
        Files.createDirectories(file);

        assertThat(shell.run("repos", "list").exitCode()).isEqualTo(64);
        assertThat(shell.run("repos", "list").error()).contains(file + " is not a regular file");
    }

    @Test
    void anEmptyHomeIsNoHome() {
        String user = System.getProperty("user.home");

        assertThat(TestingShell.plain().with("HOME", "").run("repos", "list").error())
                .contains(Path.of(user, ".mogplex", "auth.json").toString());
    }

    @Test
    @Timeout(600)
    void aPipeInThePlaceOfTheFileIsNamed() throws Exception {
        Files.createDirectories(file.getParent());
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();

        for (String command : new String[] {"login", "logout"}) {
            TestingShell.Result result = shell.input(TOKEN).run(command);

            assertThat(result.exitCode()).isEqualTo(64);
            assertThat(result.errorLines())
                    .containsExactly(
                            "error: " + file + " is not a regular file; repair it or delete it, then log in again");
        }
    }

    @Test
    void logoutTakesTheTokenOutAndKeepsTheRest() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"token\":\"a\",\"apiKey\":\"b\",\"theme\":\"dark\",\"providers\":{\"mogplex\":{\"apiKey\":\"c\"},\"o\":{}}}");

        assertThat(shell.run("logout").exitCode()).isZero();

        assertThat(content())
                .isEqualTo(Json.mapper().readTree("{\"theme\":\"dark\",\"providers\":{\"mogplex\":{},\"o\":{}}}"));
        assertThat(shell.run("repos", "list").exitCode()).isEqualTo(64);
        assertThat(shell.run("logout").error()).startsWith("there is no token in ");
    }

    private JsonNode content() throws IOException {
        return Json.mapper().readTree(Files.readAllBytes(file));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
