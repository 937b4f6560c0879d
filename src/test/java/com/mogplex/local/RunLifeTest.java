package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A run from its start to its end: its worktree, its agent, its commit. */
class RunLifeTest {
    @TempDir
    Path folder;

    @Test
    void aRunCommitsWhatItsAgentChangedOnItsOwnBranch() {
        try (Served served = Served.with(folder, "cat > note.txt; echo working")) {
            String runId = served.runTo("success", "Write a note\nand more");

            String branch = served.branchOf(runId);
            assertThat(served.repo.git("show", branch + ":note.txt")).isEqualTo("Write a note\nand more");
            assertThat(served.repo.git("log", "-1", "--format=%B", branch))
                    .isEqualTo("Write a note\n\nMogplex-Run: " + runId);
            assertThat(served.repo.git("rev-parse", branch + "~1")).isEqualTo(served.repo.git("rev-parse", "main"));
            String commit = served.repo.git("rev-parse", "--short", branch);
            assertThat(served.api.messages(runId))
                    .containsExactly(
                            "stream_started: Agent started",
                            "assistant_message: working",
                            "log: Committed " + commit + " on " + branch + ": 1 file changed",
                            "finished: Agent finished");
        }
    }

    @Test
    void whatThePersonHasCheckedOutIsNeverTouched() {
        try (Served served = Served.with(folder, "echo changed > README.md")) {
            served.repo.write("README.md", "being edited\n");

            served.runTo("success", "Change it");

            assertThat(served.repo.git("status", "--porcelain")).isEqualTo("M README.md");
            assertThat(served.repo.path().resolve("README.md")).hasContent("being edited");
            assertThat(served.repo.git("symbolic-ref", "--short", "HEAD")).isEqualTo("main");
        }
    }

    @Test
    void theWorktreeIsGoneWhenTheRunHasEnded() throws IOException {
        try (Served served = Served.with(folder, "mkdir -p deep/er; touch deep/er/file")) {
            served.runTo("success", "Make a folder");

            assertThat(served.repo.git("worktree", "list").lines()).hasSize(1);
            try (Stream<Path> left = Files.list(folder.resolve("home/worktrees"))) {
                assertThat(left).isEmpty();
            }
            try (Stream<Path> left = Files.list(folder.resolve("home/prompts"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void anAgentThatChangesNothingLeavesNoCommit() {
        try (Served served = Served.with(folder, "true")) {
            String runId = served.runTo("success", "Do nothing");

            assertThat(served.repo.git("rev-parse", served.branchOf(runId)))
                    .isEqualTo(served.repo.git("rev-parse", "main"));
            assertThat(served.api.messages(runId)).contains("log: No changes");
        }
    }

    @Test
    void anAgentThatCommitsByItselfKeepsItsCommit() {
        String harness = "touch x; git add x; git -c user.name=A -c user.email=a@b commit -qm 'Mine'";
        try (Served served = Served.with(folder, harness)) {
            String runId = served.runTo("success", "Commit");

            assertThat(served.repo.git("log", "--format=%s", "main.." + served.branchOf(runId)))
                    .isEqualTo("Mine");
        }
    }

    @Test
    void theWorkOfAnAgentThatLeftItsBranchIsBroughtHome() {
        try (Served served = Served.with(folder, "git checkout -q --detach; touch x")) {
            String runId = served.runTo("success", "Wander off");

            assertThat(served.repo.git("ls-tree", "--name-only", served.branchOf(runId)))
                    .contains("x");
        }
    }

    @Test
    void anAgentThatFailsFailsTheRunAndKeepsItsWork() {
        try (Served served = Served.with(folder, "echo half > half.txt; exit 3")) {
            String runId = served.runTo("failed", "Try it");

            assertThat(served.api.run(runId).get("error").asString()).isEqualTo("harness exited with 3");
            assertThat(served.repo.git("log", "-1", "--format=%s", served.branchOf(runId)))
                    .isEqualTo("Try it (failed)");
            assertThat(served.api.messages(runId)).last().isEqualTo("failed: Run failed: harness exited with 3");
        }
    }

    @Test
    void anAgentGetsThePromptAndWhatItIsFor() {
        String harness = "cmp - \"$MOGPLEX_PROMPT_FILE\" && echo \"$MOGPLEX_RUN_ID $MOGPLEX_HARNESS $MOGPLEX_BRANCH\"";
        try (Served served = Served.with(folder, harness)) {
            String runId = served.runTo("success", "Compare");

            assertThat(served.api.messages(runId))
                    .contains("assistant_message: " + runId + " codex " + served.branchOf(runId));
        }
    }

    @Test
    void anAgentDoesNotGetOurTokens() {
        Map<String, String> environment = new HashMap<>(TestRepo.NO_SETTINGS);
        environment.put("MOGPLEX_API_KEY", "secret-one");
        environment.put("ELSEWHERE", "mog_abcdefghijklmnopqrstuvwxyz012345");
        environment.put("GIT_DIR", "/nowhere");
        environment.put("HARMLESS", "yes");
        String harness = "echo \"[$MOGPLEX_API_KEY$ELSEWHERE$GIT_DIR$HARMLESS]\"";
        try (Served served = Served.with(
                folder,
                options -> options.withEnvironment(environment).withHarnessCommands(Map.of("codex", harness)))) {
            String runId = served.runTo("success", "Show");

            assertThat(served.api.messages(runId)).contains("assistant_message: [yes]");
        }
    }

    @Test
    void nonAsciiNamesAndPromptsSurvive() {
        try (Served served = Served.with(folder, "printf 'x' > 'naïve ☃.txt'")) {
            String runId = served.runTo("success", "Füge ☃ hinzu");

            String branch = served.branchOf(runId);
            assertThat(served.repo.git("ls-tree", "--name-only", branch)).contains("naïve ☃.txt");
            assertThat(served.repo.git("log", "-1", "--format=%s", branch)).isEqualTo("Füge ☃ hinzu");
        }
    }

    @Test
    void hooksOfTheRepoDoNotRunForOurCommits() {
        TestRepo repo = TestRepo.create(folder.resolve("repo"));
        repo.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
        assertThat(repo.path().resolve(".git/hooks/pre-commit").toFile().setExecutable(true))
                .isTrue();
        repo.git("config", "commit.gpgSign", "true");
        try (Served served = Served.with(folder, "touch x")) {
            served.runTo("success", "Make a file");
        }
    }

    @Test
    void workThatCannotBeCommittedStaysWhereItIs() {
        try (Served served = Served.with(folder, "echo done > work; git init -q nested")) {
            String runId = served.runTo("failed", "Nest");

            assertThat(served.repo.git("show", served.branchOf(runId) + ":work"))
                    .isEqualTo("done");
            assertThat(served.api.run(runId).get("error").asString())
                    .startsWith("not all changes could be committed: ");
            String message = served.api.messages(runId).stream()
                    .filter(line -> line.startsWith("log: The worktree is still there: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(Path.of(message.replace("log: The worktree is still there: ", ""), "nested"))
                    .isDirectory();
        }
    }

    @Test
    void aRepositoryOfSomebodyElseCanBeWorkedOn() throws IOException {
        TestRepo repo = TestRepo.create(folder.resolve("repo"));
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        try (Stream<Path> all = Files.walk(repo.path())) {
            for (Path path : all.toList()) {
                Files.setAttribute(path, "unix:uid", 65534);
            }
        }
        try (Served served = Served.with(folder, "git status && touch made")) {
            served.runTo("success", "Make a file");
        }
    }

    @Test
    void anEmptyRepositoryFailsTheRunClearly() {
        TestRepo empty = TestRepo.createEmpty(folder.resolve("empty"));
        try (Served served = Served.with(folder, empty, options -> options)) {
            String runId = served.runTo("failed", "Start");

            assertThat(served.api.run(runId).get("error").asString())
                    .isEqualTo("the repository has no commit yet; make a first one");
        }
    }

    @Test
    void aRunWorksInItsRootDirectory() {
        TestRepo.create(folder.resolve("repo")).write("sub/dir/file", "x").commitAll("Sub");
        try (Served served = Served.with(folder, "touch here")) {
            String runId = served.runTo("success", "Work below", "rootDirectory", "sub/dir/");

            assertThat(served.repo.git("ls-tree", "-r", "--name-only", served.branchOf(runId)))
                    .contains("sub/dir/here");
            assertThat(served.api.run(runId).get("rootDirectory").asString()).isEqualTo("sub/dir");
        }
    }

    @Test
    void aRootDirectoryThatLeadsOutByALinkFailsTheRun() throws IOException {
        TestRepo repo = TestRepo.create(folder.resolve("repo"));
        Files.createSymbolicLink(repo.path().resolve("out"), folder);
        repo.commitAll("Link");
        try (Served served = Served.with(folder, "touch escaped")) {
            String runId = served.runTo("failed", "Escape", "rootDirectory", "out");

            assertThat(served.api.run(runId).get("error").asString())
                    .isEqualTo("the root directory is not a folder of the repository: out");
            assertThat(folder.resolve("escaped")).doesNotExist();
        }
    }

    @Test
    void aRunThatTakesTooLongFails() {
        try (Served served = Served.with(
                folder,
                options -> options.withMaxRunTime(Duration.ofSeconds(1))
                        .withHarnessCommands(Map.of("codex", "exec sleep 300")))) {
            String runId = served.runTo("failed", "Dawdle");

            assertThat(served.api.run(runId).get("error").asString())
                    .isEqualTo("the harness ran longer than 1 seconds");
        }
    }

    @Test
    void whatAnAgentLeavesRunningIsEndedWithIt() {
        try (Served served = Served.with(folder, "sleep 300 & echo left $!")) {
            String runId = served.runTo("success", "Leave something");

            assertThat(processNamedIn(served.api.messages(runId), "left ")).isNotPresent();
        }
    }

    @Test
    void runsBeyondTheLimitWaitInOrder() {
        Path gate = folder.resolve("gate");
        String harness = "echo $MOGPLEX_RUN_ID >> " + folder.resolve("order") + "; until test -e " + gate
                + "; do sleep 0.02; done";
        try (Served served = Served.with(
                folder, options -> options.withMaxParallelRuns(1).withHarnessCommands(Map.of("codex", harness)))) {
            String first = served.start("One");
            served.api.awaitStatus(first, "streaming");
            String second = served.start("Two");
            String third = served.start("Three");
            assertThat(served.api.run(second).get("status").asString()).isEqualTo("pending");

            TestRepo.at(folder).write("gate", "");
            served.api.awaitStatus(third, "success");

            assertThat(folder.resolve("order")).hasContent(first + "\n" + second + "\n" + third);
        }
    }

    @Test
    void aRunGetsItsSandboxWhenItStreams() {
        try (Served served = Served.with(folder, "echo ready; exec sleep 300")) {
            JsonNode started = served.api.start(served.request("Wait")).data();
            assertThat(started.get("sandboxId").isNull()).isTrue();
            String runId = started.get("runId").asString();

            JsonNode run = served.api.awaitStatus(runId, "streaming");

            served.api.awaitMessage(runId, "ready");
            JsonNode sandbox = served.api
                    .get("sandboxes?status=running&repo_id=" + served.repoId)
                    .data()
                    .at("/sandboxes/0");
            assertThat(sandbox.get("id")).isEqualTo(run.get("sandboxRecordId"));
            assertThat(sandbox.get("sandbox_id")).isEqualTo(run.get("sandboxId"));
            assertThat(sandbox.get("working_branch")).isEqualTo(run.at("/branch/working"));
            served.api.post("runs/" + runId + "/cancel");
            served.api.awaitStatus(runId, "cancelled");
            assertThat(served.api
                            .get("sandboxes")
                            .data()
                            .at("/sandboxes/0/status")
                            .asString())
                    .isEqualTo("stopped");
            assertThat(served.api.get("sandboxes?status=running").data().get("sandboxes"))
                    .isEmpty();
        }
    }

    @Test
    void closingCancelsTheRunsAndLeavesNothing() {
        String running;
        String waiting;
        String process;
        try (Served served = Served.with(
                folder,
                options -> options.withMaxParallelRuns(1)
                        .withHarnessCommands(
                                Map.of("codex", "trap '' TERM; echo pid $$; while :; do sleep 1; done")))) {
            running = served.start("Run");
            process = served.api.awaitMessage(running, "pid ").toString();
            waiting = served.start("Wait");
        }

        assertThat(processNamedIn(List.of(process.replaceAll(".*(pid [0-9]+).*", "$1")), "pid "))
                .isNotPresent();
        try (Served again = Served.with(folder, "true")) {
            assertThat(again.api.run(running).get("status").asString()).isEqualTo("cancelled");
            assertThat(again.api.run(waiting).get("status").asString()).isEqualTo("cancelled");
            assertThat(again.repo.git("worktree", "list").lines()).hasSize(1);
        }
    }

    static Optional<ProcessHandle> processNamedIn(List<String> messages, String before) {
        String pid = messages.stream()
                .filter(message -> message.contains(before))
                .map(message -> message.substring(message.indexOf(before) + before.length())
                        .strip())
                .findFirst()
                .orElseThrow();
        // A process that has ended stays in the table until its parent asks.
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .filter(RunLifeTest::isNoZombie)
                        .isEmpty());
        return Optional.empty();
    }

    private static boolean isNoZombie(ProcessHandle process) {
        try {
            return !Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return process.isAlive();
        }
    }
}
