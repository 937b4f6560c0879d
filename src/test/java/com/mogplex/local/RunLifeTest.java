package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A run from its start to its end. */
class RunLifeTest {
    @TempDir
    Path folder;

    private TestRepo repo;
    private LocalServer server;
    private ApiCaller api;
    private String repoId;

    @BeforeEach
    void start() {
        repo = TestRepo.create(folder.resolve("repo"));
        server = serve("cat > note.txt; echo working");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LocalServer serve(String harness) {
        LocalServer started = LocalServer.start(LocalOptions.in(folder.resolve("home"))
                .withEnvironment(TestRepo.NO_SETTINGS)
                .withHarnessCommands(Map.of("codex", harness)));
        repoId = started.registerRepo(repo.path()).id();
        api = new ApiCaller(started);
        return started;
    }

    @Test
    void aRunCommitsWhatItsAgentChangedOnItsOwnBranch() {
        JsonNode run =
                api.start(Map.of("repoId", repoId, "prompt", "Write a note")).data();

        JsonNode ended = api.awaitStatus(run.get("runId").asString(), "success");

        String branch = ended.at("/branch/working").asString();
        assertThat(repo.git("show", branch + ":note.txt")).isEqualTo("Write a note");
        assertThat(repo.git("status", "--porcelain")).isEmpty();
        assertThat(repo.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void aStreamingRunCanBeCancelled() {
        server.close();
        server = serve("echo ready; sleep 100");
        String runId = api.start(Map.of("repoId", repoId, "prompt", "Wait"))
                .data()
                .get("runId")
                .asString();
        api.awaitMessage(runId, "ready");

        assertThat(api.post("runs/" + runId + "/cancel").data().get("status").asString())
                .isEqualTo("cancellation_requested");

        api.awaitStatus(runId, "cancelled");
    }
}
