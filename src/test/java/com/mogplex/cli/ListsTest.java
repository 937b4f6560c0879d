package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Snapshot;
import com.mogplex.cli.terminal.DisplayWidth;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListsTest {
    private static final String REPOS = """
            {"repos":[
              {"id":"8f3a2b1c-1234-4abc-9def-1234567890ab","full_name":"acme/widgets","default_branch":"main","root_directory":null},
              {"id":"9f3a2b1c-1234-4abc-9def-1234567890ab","full_name":"acme/日本語のとても長い名前のリポジトリ","default_branch":null,"root_directory":"packages/e\u0301"}]}
            """;

    private static final String SANDBOXES = """
            {"sandboxes":[
              {"id":"0b9f6f3e-1234-4abc-9def-1234567890ab","sandbox_id":"vsb_abc","repo_id":"8f3a2b1c-1234-4abc-9def-1234567890ab",
               "status":"running","base_branch":"main","working_branch":"mogplex/run/2026-05-17/refactor-auth","root_directory":null,
               "preview_url":null,"created_at":"2026-05-17T10:14:00.000Z","last_active_at":"2026-05-17T10:15:30.000Z"}]}
            """;

    private ScriptedApi api;
    private TestingShell shell;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi().data("GET /repos", REPOS).data("GET /sandboxes", SANDBOXES);
        shell = TestingShell.connectedTo(api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void reposAreATable() {
        Snapshot.assertMatches("cli/repos-list.snap", shell.run("repos", "list").output());
    }

    @Test
    void sandboxesAreATable() {
        Snapshot.assertMatches(
                "cli/sandboxes-list.snap", shell.run("sandboxes", "list").output());
    }

    @Test
    void onATerminalTheyFitAndAreCutVisibly() {
        TestingShell.Result repos = shell.terminal(72).with("NO_COLOR", "1").run("repos", "list");
        TestingShell.Result sandboxes = shell.run("sandboxes", "list");

        Snapshot.assertMatches("cli/repos-list-72-columns.snap", repos.output());
        Snapshot.assertMatches("cli/sandboxes-list-72-columns.snap", sandboxes.output());
        assertThat(repos.outputLines()).allMatch(line -> DisplayWidth.of(line) <= 72);
        assertThat(sandboxes.outputLines()).allMatch(line -> DisplayWidth.of(line) <= 72);
    }

    @Test
    void evenAVeryNarrowTerminalDoesNotWrap() {
        assertThat(shell.terminal(20)
                        .with("NO_COLOR", "1")
                        .run("sandboxes", "list")
                        .outputLines())
                .allMatch(line -> DisplayWidth.of(line) <= 20);
    }

    @Test
    void colourIsForTerminalsUnlessAskedFor() {
        assertThat(shell.run("sandboxes", "list").output()).doesNotContain("\u001b");
        assertThat(shell.run("sandboxes", "list", "--color", "always").output()).contains("\u001b[36mrunning\u001b[0m");
        assertThat(shell.terminal(100).run("sandboxes", "list").output()).contains("\u001b[36mrunning\u001b[0m");
        assertThat(shell.run("sandboxes", "list", "--color=never").output()).doesNotContain("\u001b");
        assertThat(shell.with("NO_COLOR", "1").run("sandboxes", "list").output())
                .doesNotContain("\u001b");
        assertThat(shell.run("sandboxes", "list", "--color", "always").output()).contains("\u001b[36m");
        assertThat(shell.with("NO_COLOR", "")
                        .with("TERM", "dumb")
                        .run("sandboxes", "list")
                        .output())
                .doesNotContain("\u001b");
    }

    @Test
    void jsonIsOneBareObjectPerLine() {
        assertThat(shell.run("repos", "list", "--json").outputLines())
                .hasSize(2)
                .first()
                .isEqualTo("{\"id\":\"8f3a2b1c-1234-4abc-9def-1234567890ab\",\"full_name\":\"acme/widgets\","
                        + "\"default_branch\":\"main\",\"root_directory\":null}");
        assertThat(shell.run("sandboxes", "list", "--json").outputLines())
                .singleElement()
                .asString()
                .startsWith("{\"id\":\"0b9f6f3e-1234-4abc-9def-1234567890ab\",\"sandbox_id\":\"vsb_abc\",");
    }

    @Test
    void anEmptyListIsNothingOnStandardOutput() {
        api = emptyApi();
        shell = TestingShell.connectedTo(api.url());

        assertThat(shell.run("repos", "list").output()).isEmpty();
        assertThat(shell.run("repos", "list").error()).isEqualTo("note: no repos are linked to this account\n");
        assertThat(shell.run("sandboxes", "list").output()).isEmpty();
        assertThat(shell.run("repos", "list", "--json").error()).isEmpty();
    }

    @Test
    void filtersArePassedOn() throws Exception {
        shell.run("repos", "list", "--query", "wid gets&x", "--limit", "7");
        shell.run("sandboxes", "list", "--repo", "8f3a2b1c-1234-4abc-9def-1234567890ab", "--status", "running");

        var repos = api.request().getUrl();
        assertThat(repos.queryParameter("q")).isEqualTo("wid gets&x");
        assertThat(repos.queryParameter("limit")).isEqualTo("7");
        var sandboxes = api.request().getUrl();
        assertThat(sandboxes.queryParameter("repo_id")).isEqualTo("8f3a2b1c-1234-4abc-9def-1234567890ab");
        assertThat(sandboxes.queryParameter("status")).isEqualTo("running");
    }

    private ScriptedApi emptyApi() {
        api.close();
        try {
            return new ScriptedApi().data("GET /repos", "{\"repos\":[]}").data("GET /sandboxes", "{\"sandboxes\":[]}");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
