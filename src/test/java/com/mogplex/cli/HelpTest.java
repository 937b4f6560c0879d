package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Snapshot;
import com.mogplex.mcp.McpServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    private final TestingShell shell = TestingShell.plain();

    @Test
    void withoutArgumentsThereIsTheHelp() {
        TestingShell.Result result = shell.run();

        assertThat(result.exitCode()).isZero();
        assertThat(result.error()).isEmpty();
        assertThat(result.output())
                .isEqualTo(shell.run("--help").output())
                .isEqualTo(shell.run("help").output());
        Snapshot.assertMatches("cli/help.snap", result.output());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repos list",
                "run",
                "runs get",
                "runs events",
                "runs cancel",
                "sandboxes list",
                "sandboxes stop",
                "login",
                "logout",
                "doctor",
                "completion",
                "man",
                "help",
                "serve",
                "quickstart"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        TestingShell.Result result = shell.run((command + " --help").split(" "));

        assertThat(result.exitCode()).isZero();
        assertThat(result.error()).isEmpty();
        assertThat(result.output()).startsWith("Usage: mogplex " + command).contains("\nExample:\n  ");
        assertThat(shell.run(("help " + command).split(" ")).output()).isEqualTo(result.output());
        Snapshot.assertMatches("cli/help-" + command.replace(' ', '-') + ".snap", result.output());
    }

    @Test
    void theDocumentsCommandsAreInTheirOrder() {
        List<String> commands = Documents.blockOfTable(Documents.automation(), "## Commands").stream()
                .map(row -> row.replaceFirst("^\\| `mogplex (\\w+)( \\w+)?.*", "$1$2"))
                .toList();

        String help = shell.run("--help").output();

        assertThat(commands).hasSize(7);
        assertThat(commands)
                .isSubsetOf(help.lines()
                        .map(line -> line.strip().replaceFirst("( <.*| {2}.*)$", ""))
                        .toList());
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(shell.run("--version").output()).matches("mogplex \\S+\n");
        assertThat(shell.run("-V").exitCode()).isZero();
    }

    @Test
    void theHelpOfTheServerForAssistantsIsItsOwn() {
        assertThat(shell.run("help", "mcp").output()).isEqualTo(McpServer.help());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            help bogus | error: help: unknown command 'bogus'
            help rnus | error: help: unknown command 'rnus'; did you mean 'runs'?
            help runs gte | error: help: unknown command 'gte'; did you mean 'get'?
            bogus --help | error: unknown command 'bogus'
            runs bogus --help | error: runs: unknown command 'bogus'
            """)
    void helpForWhatIsNoCommandIsAUsageError(String command, String error) {
        TestingShell.Result result = shell.run(command.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.errorLines()).hasSize(2).first().isEqualTo(error);
    }

    @Test
    void manualPagesComeFromTheSameSource() {
        Snapshot.assertMatches(
                "cli/man-runs-events.snap", shell.run("man", "runs", "events").output());
    }

    static boolean groffIsInstalled() {
        return Launcher.isInstalled("groff");
    }

    @EnabledIf(value = "groffIsInstalled", disabledReason = "groff, which checks manual pages, is not installed")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "man",
                "man run",
                "man runs",
                "man runs events",
                "man repos list",
                "man login",
                "man doctor",
                "man mcp",
                "man serve"
            })
    void manualPagesAreWellFormed(String command) throws Exception {
        String page = shell.run(command.split(" ")).output();

        assertThat(pipe(page, "groff", "-man", "-ww", "-z", "-Tutf8")).isEmpty();
        assertThat(pipe(page, "groff", "-man", "-Tascii", "-P-cbou")).contains("SYNOPSIS", "EXIT STATUS");
    }

    static boolean mandocIsInstalled() {
        return Launcher.isInstalled("mandoc");
    }

    @EnabledIf(value = "mandocIsInstalled", disabledReason = "mandoc, which checks manual pages, is not installed")
    @ParameterizedTest
    @ValueSource(strings = {"man", "man run", "man runs", "man runs events", "man login", "man mcp", "man serve"})
    void manualPagesPassLint(String command) throws Exception {
        String page = shell.run(command.split(" ")).output();

        // A page is made when it is asked for: a date would say nothing.
        assertThat(pipe(page, "mandoc", "-man", "-Tlint", "-Wwarning").lines())
                .allMatch(warning -> warning.contains("missing date"));
    }

    private static String pipe(String text, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Launcher.type(process, text);
        process.getOutputStream().close();
        String answer = Launcher.text(process.getInputStream());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return answer;
    }
}
