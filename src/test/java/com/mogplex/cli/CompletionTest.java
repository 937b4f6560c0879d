package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion scripts, each in its own shell. */
class CompletionTest {
    /** The line typed so far, and what is offered; the last word may be empty. */
    private static final String LINES = """
            mogplex ru~              | run runs
            mogplex mc~              | mcp
            mogplex q~               | quickstart
            mogplex repos ~          | list
            mogplex runs ~           | get events cancel
            mogplex runs ev~         | events
            mogplex runs events --fo~ | --follow
            mogplex runs events run-1 --fo~ | --follow
            mogplex run --repo runs --har~ | --harness
            mogplex run --harness ~  | codex claude-code
            mogplex run --harness cl~ | claude-code
            mogplex run --harness=cl~ | claude-code
            mogplex repos list --color al~ | always
            mogplex sandboxes list --status pa~ | paused
            mogplex run --prompt-file tas~ | task.md
            mogplex mcp --read~      | --read-only
            mogplex mcp --transport ~ | stdio http sse
            mogplex mcp --max-st~    | --max-streams-per-caller --max-streams
            mogplex mcp --tls-key tas~ | task.md
            mogplex serve --pri~     | --print-token
            mogplex quickstart --k~  | --keep
            mogplex --log-level debug runs ca~ | cancel
            mogplex help runs ge~    | get
            mogplex man sand~        | sandboxes
            mogplex completion z~    | zsh
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void aFileToComplete() throws IOException {
        Files.writeString(folder.resolve("task.md"), "Fix it.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = LINES)
    void bashOffers(String line, String offers) throws Exception {
        String press = "source ./script; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mogplex; "
                + "printf '%%s\\n' \"${COMPREPLY[@]}\"";
        String words = line.replace("=", " = ").replaceFirst("~$", "").replaceFirst(" $", " ''");

        assertThat(offered("bash", "--norc", "-c", press.formatted(words)))
                .containsExactlyInAnyOrder(offers.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = LINES)
    void fishOffers(String line, String offers) throws Exception {
        String press = "source script; complete -C '%s'".formatted(typed(line));

        assertThat(offered("fish", "--no-config", "-c", press))
                .extracting(offer -> offer.replaceFirst("\t.*", "").replaceFirst("^--harness=", ""))
                .containsExactlyInAnyOrder(offers.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = LINES)
    void zshOffers(String line, String offers) throws Exception {
        String driver = Path.of("src/test/resources/completion/press-tab.zsh")
                .toAbsolutePath()
                .toString();

        assertThat(offered("zsh", "-f", driver, folder.resolve("script").toString(), typed(line)))
                .containsExactlyInAnyOrder(offers.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theScriptsAreKept(String shell) {
        Snapshot.assertMatches("cli/completion-" + shell + ".snap", script(shell));
    }

    @Test
    void everyFlagOfTheHelpOfMcpIsOffered() {
        String help = TestingShell.plain().run("help", "mcp").output();
        List<String> flags = help.lines()
                .filter(line -> line.startsWith("  -"))
                .flatMap(line -> Arrays.stream(line.split("[ ,=]+")))
                .filter(word -> word.matches("--[a-z-]+"))
                .distinct()
                .toList();

        assertThat(flags).hasSizeGreaterThan(10);
        assertThat(script("bash").lines().filter(line -> line.contains("'/mcp') members")))
                .singleElement()
                .satisfies(line -> assertThat(line.split("[ ']+")).containsAll(flags));
    }

    private static String script(String shell) {
        TestingShell.Result result = TestingShell.plain().run("completion", shell);
        assertThat(result.exitCode()).isZero();
        return result.output();
    }

    private static String typed(String line) {
        return line.substring(0, line.indexOf('~'));
    }

    private List<String> offered(String shell, String... arguments) throws Exception {
        Assumptions.assumeTrue(Launcher.isInstalled(shell), shell + " is not installed");
        Files.writeString(folder.resolve("script"), script(shell));
        ProcessBuilder builder = new ProcessBuilder(shell);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("HOME", folder.toString());
        Process process =
                builder.directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = Launcher.text(process.getInputStream());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.lines().distinct().toList();
    }
}
