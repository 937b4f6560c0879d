package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad arguments: exit 2, one line that says what was wrong, the usage line, and nothing sent. */
class UsageTest {
    private static final String ID = "8f3a2b1c-1234-4abc-9def-1234567890ab";

    private ScriptedApi api;
    private TestingShell shell;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi();
        shell = TestingShell.connectedTo(api.url());
    }

    @AfterEach
    void nothingWasSent() {
        assertThat(api.requests()).isZero();
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            runs get | runs get: missing required parameter: '<run-id>'
            runs get a b | runs get: unexpected argument 'b'
            runs get a --follow | runs get: unknown option '--follow'
            runs get a/b | runs get: invalid <run-id>: 'a/b' is not an id: expected 1 to 200 letters, digits and any of - _ . : ~
            runs get .. | runs get: invalid <run-id>: '..' is not an id: expected 1 to 200 letters, digits and any of - _ . : ~
            runs get a --json --json | runs get: option '--json' should be specified only once
            runs evnts a | runs: unknown command 'evnts'; did you mean 'events'?
            runs | runs: a command is missing: get, events, cancel
            reops list | unknown command 'reops'; did you mean 'repos'?
            repos list --limit 0 | repos list: invalid --limit: expected 1 to 200, not 0
            repos list --limit 201 | repos list: invalid --limit: expected 1 to 200, not 201
            repos list --limit ten | repos list: invalid --limit: 'ten' is not a whole number
            repos list --limit | repos list: missing required parameter for option '--limit' (<n>)
            repos list --color purple | repos list: invalid --color: expected auto, always or never, not 'purple'
            runs events a --follow --timeout 0 | runs events: invalid --timeout: expected at least 1 second, not 0
            runs events a --follow --timeout 1.5 | runs events: invalid --timeout: '1.5' is not a whole number
            runs events a --follow --interval 1e999999999 | runs events: invalid --interval: '1e999999999' is not a number of seconds
            runs events a --follow --interval 0 | runs events: invalid --interval: expected 0.1 to 300 seconds, not 0
            runs events a --follow --limit 5 | runs events: --limit does not go with --follow
            runs events a --timeout 5 | runs events: --timeout needs --follow
            runs events a --exit-status | runs events: --exit-status needs --follow
            run --repo a/b/c x | run: invalid --repo: 'a/b/c' is neither a repo's id nor owner/name
            run --repo a --repo b x | run: option '--repo' (<id>) should be specified only once
            run --repo a --harness cursor x | run: invalid --harness: expected codex or claude-code, not 'cursor'
            run --repo a fix it | run: unexpected argument 'it'; put the prompt in quotes
            run --repo a --fix | run: unknown option '--fix'; put -- before a prompt that begins with a dash
            run --repo a --timeout 5 x | run: --timeout needs --follow
            run --repo a --prompt-file f x | run: give the prompt either as an argument or by --prompt-file, not both
            run --repo a --prompt-file /nonexistent/f | run: --prompt-file: there is no file '/nonexistent/f'
            sandboxes stop | sandboxes stop: missing required parameter: '<id>'
            completion tcsh | completion: invalid <shell>: expected one of [bash, zsh, fish] (case-sensitive) but was 'tcsh'
            man nothing | man: unknown command 'nothing'
            rnus | unknown command 'rnus'; did you mean 'runs'?
            runs gte a | runs: unknown command 'gte'; did you mean 'get'?
            mcpp | unknown command 'mcpp'; did you mean 'mcp'?
            sevre | unknown command 'sevre'; did you mean 'serve'?
            quick | unknown command 'quick'; did you mean 'quickstart'?
            docotr | unknown command 'docotr'; did you mean 'doctor'?
            HELP | unknown command 'HELP'; did you mean 'help'?
            events a | unknown command 'events'; did you mean 'runs events'?
            frobnicate | unknown command 'frobnicate'
            runs events a --folow | runs events: unknown option '--folow'; did you mean '--follow'?
            runs events a --tiemout 3 | runs events: unknown option '--tiemout'; did you mean '--timeout'?
            repos list --xyzzy | repos list: unknown option '--xyzzy'
            serve --prot 1 | serve: unknown option '--prot'; did you mean '--port'?
            quickstart --kep | quickstart: unknown option '--kep'; did you mean '--keep'?
            """)
    void saysWhatWasWrong(String arguments, String message) {
        TestingShell.Result result = shell.run(arguments.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.errorLines()).hasSize(2);
        assertThat(result.errorLines().get(0)).isEqualTo("error: " + message);
        assertThat(result.errorLines().get(1)).startsWith("usage: mogplex ");
    }

    /** What is wrong with any command's arguments is told in the same way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "repos list",
                "run --repo a prompt",
                "runs get a",
                "runs events a",
                "runs cancel a",
                "sandboxes list",
                "sandboxes stop a",
                "login",
                "logout",
                "doctor",
                "completion bash",
                "man",
                "help",
                "serve",
                "quickstart"
            })
    void everyCommandRefusesWhatItDoesNotKnow(String command) {
        List<String> mistakes = new ArrayList<>(List.of("--frobnicate", "--frobnicate=1", "-x", "--help=yes"));
        if (!command.equals("login") && !command.startsWith("run ")) {
            mistakes.add("surplus");
        }
        for (String mistake : mistakes) {
            TestingShell.Result result = shell.run((command + " " + mistake).split(" "));

            assertThat(result.exitCode()).as(command + " " + mistake).isEqualTo(2);
            assertThat(result.output()).isEmpty();
            assertThat(result.errorLines()).as(command + " " + mistake).hasSize(2);
            assertThat(result.errorLines().get(0))
                    .startsWith("error: ")
                    .contains(mistake.split("=")[0].replace("--help", "help"));
            assertThat(result.errorLines().get(1)).startsWith("usage: mogplex " + command.split(" ")[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --repo a --harness codex --harness codex p",
                "run --repo a --branch b --branch c p",
                "run --repo a --prompt-file f --prompt-file g",
                "run --repo a --follow --timeout 5 --timeout 6 p",
                "run --repo a --create-branch --create-branch p",
                "runs events a --limit 1 --limit 2",
                "runs events a --follow --follow",
                "runs events a --after e --after f",
                "repos list --query a --query b",
                "sandboxes list --status a --status b",
                "sandboxes list --color auto --color never",
                "serve --port 1 --port 2"
            })
    void whatMayBeGivenOnceIsRefusedTwice(String arguments) {
        TestingShell.Result result = shell.run(arguments.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errorLines()).hasSize(2).first().asString().endsWith("should be specified only once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run --json", "run --harness codex"})
    void aMissingRepoIsToldInTheDocumentsWords(String arguments) {
        String message = Documents.blockAfter(Documents.headlessRuns(), "### Required flag");

        TestingShell.Result result = shell.run((arguments + " prompt").split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).isEqualTo(message);
    }

    @Test
    void anEmptyRepoIsAMissingOne() {
        assertThat(shell.run("run", "--repo", "", "prompt").error())
                .isEqualTo(Documents.blockAfter(Documents.headlessRuns(), "### Required flag"));
    }

    @Test
    void theEnvironmentIsNoSubstituteForTheRepoFlag() {
        TestingShell.Result result =
                shell.with("MOGPLEX_REPO", ID).with("MOGPLEX_REPO_ID", ID).run("run", "prompt");

        assertThat(result.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\u0000b", "a\nb", "a\u001b[2Jb", "a?b", "a#b", "a%2fb", "a\\b", "ä"})
    void anIdThatCouldNameSomethingElseIsRefused(String id) {
        for (List<String> command : List.of(
                List.of("runs", "get"),
                List.of("runs", "events"),
                List.of("runs", "cancel"),
                List.of("sandboxes", "stop"))) {
            TestingShell.Result result = shell.run(command.get(0), command.get(1), id);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.errorLines()).hasSize(2);
            assertThat(result.error()).doesNotContain("\u001b", "\u0000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k\ney", "ключ", " "})
    void anIdempotencyKeyThatNoHeaderCanHoldIsRefused(String key) {
        TestingShell.Result result = shell.run("run", "--repo", ID, "--idempotency-key", key, "prompt");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errorLines().get(0))
                .isEqualTo("error: run: invalid --idempotency-key: expected 1 to 200 printable ASCII characters");
    }

    @Test
    void anIdempotencyKeyOf201CharactersIsRefused() {
        assertThat(shell.run("run", "--repo", ID, "--idempotency-key", "k".repeat(201), "prompt")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void withoutATokenTheExitCodeIs64() {
        TestingShell.Result result = TestingShell.plain().run("repos", "list");

        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.output()).isEmpty();
        assertThat(result.errorLines()).hasSize(1);
        assertThat(result.error()).startsWith("error: There is no token: ").contains("MOGPLEX_API_KEY");
    }

    @Test
    void stoppingASandboxPointsToTheWeb() {
        TestingShell.Result result = shell.run("sandboxes", "stop", "sandbox-1");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.error())
                .isEqualTo("error: sandboxes stop: the v1 API cannot stop a sandbox yet; stop it at "
                        + "https://www.mogplex.com/sandboxes/sandbox-1\n");
    }
}
