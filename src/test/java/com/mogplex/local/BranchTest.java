package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Which branch a run works on. */
class BranchTest {
    @TempDir
    Path folder;

    private Served served;

    @BeforeEach
    void start() {
        served = Served.with(
                folder,
                options -> options.withClock(new SettableClock()).withHarnessCommands(Map.of("codex", "touch made")));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private JsonNode branch(Object... fields) {
        return served.api
                .start(served.request("Refactor the auth module to use bearer tokens instead of cookies.", fields))
                .data()
                .get("branch");
    }

    private static String text(JsonNode branch) {
        return branch.get("base").asString() + " " + branch.get("working").asString() + " "
                + branch.get("createBranch").asBoolean();
    }

    @Test
    void aGeneratedBranchHasTheDayAndTheTask() {
        assertThat(text(branch("createBranch", true)))
                .isEqualTo("main mogplex/run/2026-05-17/refactor-auth-module-use-bearer-tokens true");
    }

    @Test
    void aPromptWithoutLatinLettersGetsABranchToo() {
        assertThat(served.api
                        .start(served.request("修复测试"))
                        .data()
                        .at("/branch/working")
                        .asString())
                .matches("mogplex/run/2026-05-17/[0-9a-f]{6}");
    }

    @Test
    void aRunThatWouldWorkOnACheckedOutBranchGetsItsOwnAndSaysSo() {
        assertThat(branch().get("createBranch").asBoolean()).isTrue();
        assertThat(branch("baseBranch", "main").get("working").asString()).startsWith("mogplex/run/");
    }

    @Test
    void aBaseThatNobodyHasCheckedOutIsWorkedOn() {
        served.repo.git("branch", "develop");

        JsonNode run =
                served.api.start(served.request("Go", "baseBranch", "develop")).data();

        assertThat(text(run.get("branch"))).isEqualTo("develop develop false");
        served.api.awaitStatus(run.get("runId").asString(), "success");
        assertThat(served.repo.git("ls-tree", "--name-only", "develop")).contains("made");
    }

    @Test
    void anExplicitBranchIsUsedIfItIsThere() {
        served.repo.git("branch", "feat/x");

        assertThat(text(branch("workingBranch", "feat/x"))).isEqualTo("main feat/x false");
    }

    @Test
    void anExplicitBranchThatIsNotThereIsRefusedUnlessItIsToBeCreated() {
        assertThat(served.api
                        .start(served.request("Go", "workingBranch", "feat/y"))
                        .error())
                .isEqualTo("400 BAD_REQUEST Invalid working branch");
        assertThat(text(branch("workingBranch", "feat/y", "createBranch", true)))
                .isEqualTo("main feat/y true");
    }

    @Test
    void anExplicitBranchThatIsCheckedOutElsewhereConflicts() {
        served.repo.git(
                "worktree", "add", "-b", "feat/z", folder.resolve("elsewhere").toString());

        assertThat(served.api
                        .start(served.request("Go", "workingBranch", "feat/z"))
                        .error())
                .startsWith("409 CONFLICT Working branch is checked out elsewhere");
        assertThat(served.api
                        .start(served.request("Go", "workingBranch", "main"))
                        .error())
                .startsWith("409 CONFLICT ");
    }

    @Test
    void aCreatedBranchDiffersFromItsBase() {
        assertThat(served.api
                        .start(served.request("Go", "workingBranch", "main", "createBranch", true))
                        .error())
                .isEqualTo("400 BAD_REQUEST Working branch must differ from base branch when createBranch is true");
    }

    @Test
    void aBaseThatOnlyTheRemoteHasIsStartedFrom() {
        served.repo.git("update-ref", "refs/remotes/origin/theirs", "HEAD");

        String runId = served.runTo("success", "Go", "baseBranch", "theirs");

        assertThat(served.repo.git("rev-parse", served.branchOf(runId) + "~1"))
                .isEqualTo(served.repo.git("rev-parse", "main"));
    }

    /** Another run's worktree is being made or removed at this moment: git's own view of the repo is broken. */
    private Path halfMadeWorktree() {
        String name = ".git/worktrees/half/";
        served.repo
                .write(name + "gitdir", served.repo.path().resolve("../half/.git") + "\n")
                .write(name + "HEAD", "0".repeat(40) + "\n")
                .write(name + "commondir", "../..\n");
        return served.repo.path().resolve(name);
    }

    @Test
    void aHalfMadeWorktreeDoesNotMakeTheRepoLookEmpty() {
        halfMadeWorktree();

        assertThat(served.api
                        .start(served.request("Do it", "baseBranch", "nowhere"))
                        .error())
                .isEqualTo("400 BAD_REQUEST Invalid base branch");
    }

    @Test
    void noBranchIsTakenWhileGitCannotSayWhichAreCheckedOut() throws IOException {
        Files.createDirectory(halfMadeWorktree().resolve("locked"));

        assertThat(served.api
                        .start(served.request("Do it", "baseBranch", "main"))
                        .error())
                .isEqualTo("503 SERVICE_UNAVAILABLE The repo's worktrees could not be listed");
    }
}
