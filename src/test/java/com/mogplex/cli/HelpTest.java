package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
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
                "man"
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

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void everyShellHasItsCompletion(String name) {
        TestingShell.Result result = shell.run("completion", name);

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("events", "follow", "mogplex");
    }

    @Test
    void theBashCompletionIsAScriptThatCompletes() throws Exception {
        String script = shell.run("completion", "bash").output()
                + "\nCOMP_WORDS=(mogplex runs ev); COMP_CWORD=2; COMP_LINE='mogplex runs ev'; COMP_TYPE=9\n"
                + "_complete_mogplex; echo \"${COMPREPLY[@]}\"\n";

        assertThat(pipe(script, "bash").strip()).isEqualTo("events");
    }

    @Test
    void theFishCompletionIsKept() {
        Snapshot.assertMatches(
                "cli/completion-fish.snap", shell.run("completion", "fish").output());
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
            strings = {"man", "man run", "man runs", "man runs events", "man repos list", "man login", "man doctor"})
    void manualPagesAreWellFormed(String command) throws Exception {
        String page = shell.run(command.split(" ")).output();

        assertThat(pipe(page, "groff", "-man", "-ww", "-z", "-Tutf8")).isEmpty();
        assertThat(pipe(page, "groff", "-man", "-Tascii", "-P-cbou")).contains("SYNOPSIS", "EXIT STATUS");
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
