package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mogplex.local.store.SetupException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives, and what a later server does about a killed one. */
class RecoveryTest {
    @TempDir
    Path folder;

    private ServeProcess serve(TestRepo repo) throws Exception {
        return ServeProcess.start(
                Map.of(),
                "--port=0",
                "--home",
                folder.resolve("home").toString(),
                "--repo",
                repo.path().toString(),
                "--harness",
                "codex=touch half; echo agent $$; exec sleep 300");
    }

    private ApiCaller api(ServeProcess serve) throws Exception {
        return new ApiCaller(
                URI.create(serve.after("listening on ")),
                Files.readString(folder.resolve("home/token")).strip());
    }

    @Test
    void theRunsOfAKilledServerFailAtTheNextStartAndKeepTheirWork() throws Exception {
        TestRepo repo = TestRepo.create(folder.resolve("repo"));
        String runId;
        try (ServeProcess killed = serve(repo)) {
            ApiCaller api = api(killed);
            runId = api.start(Map.of("repoId", killed.after("repo ").split(" ")[0], "prompt", "Work"))
                    .data()
                    .get("runId")
                    .asString();
            api.awaitMessage(runId, "agent ");
            killed.kill();
        }

        try (Served served = Served.with(folder, "true")) {
            assertThat(served.api.run(runId).get("status").asString()).isEqualTo("failed");
            assertThat(served.api.run(runId).get("error").asString())
                    .isEqualTo("the server that ran it stopped unexpectedly");
            assertThat(served.api.messages(runId))
                    .contains("assistant_message: " + agentLine(served, runId))
                    .last()
                    .isEqualTo("failed: Run failed: the server that ran it stopped unexpectedly");
            assertThat(RunLifeTest.processNamedIn(served.api.messages(runId), "agent "))
                    .isNotPresent();
            assertThat(repo.git("worktree", "list").lines()).hasSize(1);
            assertThat(repo.git("ls-tree", "--name-only", served.branchOf(runId)))
                    .contains("half");
            assertThat(served.api
                            .get("sandboxes")
                            .data()
                            .at("/sandboxes/0/status")
                            .asString())
                    .isEqualTo("stopped");
        }
    }

    private static String agentLine(Served served, String runId) {
        return served.api.messages(runId).stream()
                .filter(message -> message.contains("agent "))
                .map(message -> message.substring(message.indexOf("agent ")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aServerOnTheSameHomeEndsTheRunsOfAKilledOneWhileItServes() throws Exception {
        TestRepo repo = TestRepo.create(folder.resolve("repo"));
        try (Served other = Served.with(folder, "true");
                ServeProcess killed = serve(repo)) {
            ApiCaller api = api(killed);
            String runId = api.start(Map.of("repoId", other.repoId, "prompt", "Work"))
                    .data()
                    .get("runId")
                    .asString();
            api.awaitMessage(runId, "agent ");

            killed.kill();

            other.api.awaitStatus(runId, "failed");
            assertThat(other.api
                            .post("runs/" + runId + "/cancel")
                            .data()
                            .get("status")
                            .asString())
                    .isEqualTo("already_terminal");
        }
    }

    @Test
    void manyServersCanStartOnAFreshHomeAtOnce() {
        List<CompletableFuture<LocalServer>> starting = IntStream.range(0, 6)
                .mapToObj(index -> CompletableFuture.supplyAsync(
                        () -> LocalServer.start(LocalOptions.in(folder.resolve("fresh"))),
                        task -> new Thread(task).start()))
                .toList();

        List<LocalServer> servers =
                starting.stream().map(CompletableFuture::join).toList();

        assertThat(servers)
                .allSatisfy(server -> assertThat(
                                new ApiCaller(server).get("repos").data().get("repos"))
                        .isEmpty());
        servers.forEach(LocalServer::close);
    }

    @Test
    void aStoreOfANewerProgramIsLeftAlone() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("mogplex.db"));
                Statement statement = store.createStatement()) {
            statement.execute("PRAGMA user_version = 999");
        }

        assertThatThrownBy(() -> LocalServer.start(LocalOptions.in(home)))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith("the store was made by a newer mogplex");
    }

    @Test
    void theRunsOfALivingServerAreLeftAlone() {
        try (Served owner = Served.with(folder, "echo ready; exec sleep 300")) {
            String runId = owner.start("Work");
            owner.api.awaitMessage(runId, "ready");

            try (Served other = Served.with(folder, "true")) {
                assertThat(other.api.run(runId).get("status").asString()).isEqualTo("streaming");
            }

            assertThat(owner.api.run(runId).get("status").asString()).isEqualTo("streaming");
        }
    }

    @Test
    void historyTokensAndReposSurviveARestart() {
        String token;
        String repoId;
        String runId;
        try (Served served = Served.with(folder, "echo hello")) {
            token = served.server.token();
            repoId = served.repoId;
            runId = served.api
                    .start("key", served.request("Work"))
                    .data()
                    .get("runId")
                    .asString();
            served.api.awaitStatus(runId, "success");
        }

        try (Served served = Served.with(folder, "true")) {
            assertThat(served.server.token()).isEqualTo(token);
            assertThat(served.repoId).isEqualTo(repoId);
            assertThat(served.api.messages(runId)).contains("assistant_message: hello");
            assertThat(served.api
                            .start("key", served.request("Work"))
                            .data()
                            .get("runId")
                            .asString())
                    .isEqualTo(runId);
        }
    }

    @Test
    void aStoreThatIsNoneIsNamedAndLeftAlone() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("mogplex.db"), "this is no database, but somebody may need it\n".repeat(50));

        assertThatThrownBy(() -> LocalServer.start(LocalOptions.in(home)))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining(home.toRealPath().resolve("mogplex.db").toString());

        assertThat(Files.readString(home.resolve("mogplex.db"))).startsWith("this is no database");
    }

    @Test
    void twoServersOnOneHomeMakeOneRunOfOneKey() {
        try (Served one = Served.with(folder, "true");
                Served two = Served.with(folder, "true")) {
            String first = one.api
                    .start("key", one.request("Work"))
                    .data()
                    .get("runId")
                    .asString();

            assertThat(two.api
                            .start("key", two.request("Work"))
                            .data()
                            .get("runId")
                            .asString())
                    .isEqualTo(first);
            two.api.awaitStatus(first, "success");
        }
    }
}
