package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a cancellation does to a run and its processes. */
class CancelTest {
    @TempDir
    Path folder;

    @Test
    void aStreamingRunReachesCancelledAndKeepsItsWork() {
        try (Served served = Served.with(folder, "touch begun; echo ready; exec sleep 300")) {
            String runId = served.start("Begin");
            served.api.awaitMessage(runId, "ready");

            JsonNode answer = served.api.post("runs/" + runId + "/cancel").data();

            assertThat(answer.get("status").asString()).isEqualTo("cancellation_requested");
            assertThat(answer.at("/run/runId").asString()).isEqualTo(runId);
            served.api.awaitStatus(runId, "cancelled");
            assertThat(served.api.messages(runId))
                    .contains("cancel_requested: Cancellation requested")
                    .last()
                    .isEqualTo("cancelled: Run cancelled");
            assertThat(served.repo.git("log", "-1", "--format=%s", served.branchOf(runId)))
                    .isEqualTo("Begin (cancelled)");
            assertThat(served.repo.git("worktree", "list").lines()).hasSize(1);
        }
    }

    @Test
    void aGrandchildThatIgnoresTheSignalAndLostItsParentIsEndedToo() {
        String grandchild = "(trap '' TERM; while :; do sleep 1; done) & echo grandchild $!";
        try (Served served =
                Served.with(folder, "sh -c \"" + grandchild.replace("$!", "\\$!") + "\"; exec sleep 300")) {
            String runId = served.start("Spawn");
            served.api.awaitMessage(runId, "grandchild ");

            served.api.post("runs/" + runId + "/cancel");

            served.api.awaitStatus(runId, "cancelled");
            assertThat(RunLifeTest.processNamedIn(served.api.messages(runId), "grandchild "))
                    .isNotPresent();
        }
    }

    @Test
    void aPendingRunIsCancelledAtOnce() {
        try (Served served = Served.with(
                folder,
                options -> options.withMaxParallelRuns(1)
                        .withHarnessCommands(Map.of("codex", "echo ready; exec sleep 300")))) {
            served.api.awaitMessage(served.start("Occupy"), "ready");
            String waiting = served.start("Wait");

            JsonNode answer = served.api.post("runs/" + waiting + "/cancel").data();

            assertThat(answer.get("status").asString()).isEqualTo("cancellation_requested");
            assertThat(answer.at("/run/status").asString()).isEqualTo("cancelled");
            assertThat(served.api.messages(waiting))
                    .containsExactly(
                            "cancel_requested: Cancellation requested", "cancelled: Run cancelled before it began");
        }
    }

    @Test
    void cancellingARunThatEndedChangesNothing() {
        try (Served served = Served.with(folder, "true")) {
            String runId = served.runTo("success", "Finish");
            JsonNode before = served.api.run(runId);

            JsonNode answer = served.api.post("runs/" + runId + "/cancel").data();

            assertThat(answer.get("status").asString()).isEqualTo("already_terminal");
            assertThat(answer.get("run")).isEqualTo(before);
            assertThat(served.api.messages(runId)).last().isEqualTo("finished: Agent finished");
        }
    }

    @Test
    void cancellingTwiceTellsItOnce() {
        String harness = "trap 'sleep 0.3; exit 0' TERM; echo ready; while :; do sleep 0.1; done";
        try (Served served = Served.with(folder, harness)) {
            String runId = served.start("Linger");
            served.api.awaitMessage(runId, "ready");

            served.api.post("runs/" + runId + "/cancel");
            served.api.post("runs/" + runId + "/cancel");

            served.api.awaitStatus(runId, "cancelled");
            assertThat(served.api.messages(runId)).containsOnlyOnce("cancel_requested: Cancellation requested");
        }
    }

    @Test
    void aRunOfAnotherServerOnTheSameHomeCanBeCancelled() {
        try (Served owner = Served.with(folder, "echo ready; exec sleep 300");
                Served other = Served.with(folder, "true")) {
            String runId = owner.start("Wait");
            owner.api.awaitMessage(runId, "ready");

            assertThat(other.api
                            .post("runs/" + runId + "/cancel")
                            .data()
                            .get("status")
                            .asString())
                    .isEqualTo("cancellation_requested");

            other.api.awaitStatus(runId, "cancelled");
        }
    }

    @Test
    void anUnknownRunIsNotFound() {
        try (Served served = Served.with(folder, "true")) {
            assertThat(served.api.post("runs/nope/cancel").error()).isEqualTo("404 NOT_FOUND Run not found");
        }
    }
}
