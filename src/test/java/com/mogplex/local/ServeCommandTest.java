package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mogplex serve}, as a person uses it. */
class ServeCommandTest {
    @TempDir
    Path folder;

    private String home() {
        return folder.resolve("home").toString();
    }

    @Test
    void itSaysWhereItListensWhatItServesAndHowToUseIt() throws Exception {
        TestRepo repo = TestRepo.create(folder.resolve("repo"));
        try (ServeProcess serve = ServeProcess.start(
                Map.of(),
                "--port=0",
                "--home",
                home(),
                "--repo",
                repo.path().toString(),
                "--harness",
                "codex=run it")) {
            String url = serve.after("listening on ");
            assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(serve.after("repo ")).matches("[0-9a-f-]{36}  local/repo");
            assertThat(serve.after("harness codex")).isEqualTo("run it");
            assertThat(serve.after("harness claude-code")).startsWith("rehearsal");
            assertThat(serve.after("  export MOGPLEX_URL="))
                    .isEqualTo("http://localhost:" + URI.create(url).getPort());
            assertThat(serve.after("  export MOGPLEX_DEV=")).isEqualTo("1");
        }
    }

    @Test
    void theTokenIsInAPrivateFileAndNotOnTheScreen() throws Exception {
        Path tokenFile = folder.toRealPath().resolve("home/token");
        try (ServeProcess serve = ServeProcess.start(Map.of(), "--port=0", "--home", home())) {
            String token = Files.readString(tokenFile).strip();
            assertThat(String.join("\n", serve.lines())).doesNotContain(token).contains("$(cat " + tokenFile + ")");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theTokenIsPrintedWhenAskedFor() throws Exception {
        try (ServeProcess serve = ServeProcess.start(Map.of(), "--port=0", "--home", home(), "--print-token")) {
            assertThat(serve.after("  export MOGPLEX_API_KEY="))
                    .isEqualTo(Files.readString(folder.resolve("home/token")).strip());
        }
    }

    @Test
    void theHomeIsInMogplexHome() throws Exception {
        try (ServeProcess serve =
                ServeProcess.start(Map.of("MOGPLEX_HOME", folder.resolve("mine").toString()), "--port=0")) {
            assertThat(serve.lines()).isNotEmpty();
            assertThat(folder.resolve("mine/local/mogplex.db")).exists();
        }
    }

    @Test
    void whatTheHomeHoldsIsForItsOwnerOnly() throws Exception {
        try (ServeProcess serve = ServeProcess.start(Map.of(), "--port=0", "--home", home())) {
            assertThat(serve.lines()).isNotEmpty();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(home()))))
                    .isEqualTo("rwx------");
            for (String file : new String[] {"mogplex.db", "mogplex.db-wal", "mogplex.db-shm"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(home(), file))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void itIsToldToStopAndStops() throws Exception {
        try (ServeProcess serve = ServeProcess.start(Map.of(), "--port=0", "--home", home())) {
            assertThat(serve.terminate()).isEqualTo(143);
            assertThat(folder.resolve("home/mogplex.db-wal")).doesNotExist();
        }
    }

    @Test
    void aHostThatOthersCanReachIsRefused() throws Exception {
        try (ServeProcess serve = ServeProcess.start(Map.of(), "--host", "0.0.0.0", "--home", home())) {
            assertThat(serve.exitValue()).isEqualTo(1);
            assertThat(serve.lines())
                    .containsExactly("error: serve: cannot listen on 0.0.0.0: only this machine may reach this server;"
                            + " use 127.0.0.1, localhost or ::1");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServeProcess serve = ServeProcess.start(
                        Map.of(), "--port", String.valueOf(taken.getLocalPort()), "--home", home())) {
            assertThat(serve.exitValue()).isEqualTo(1);
            assertThat(serve.lines())
                    .containsExactly("error: serve: cannot listen on 127.0.0.1 port " + taken.getLocalPort()
                            + ": is it in use? Choose another --port");
        }
    }

    @Test
    void aFolderThatIsNoRepositoryIsNamed() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        try (ServeProcess serve =
                ServeProcess.start(Map.of(), "--port=0", "--home", home(), "--repo", plain.toString())) {
            assertThat(serve.exitValue()).isEqualTo(1);
            assertThat(serve.lines())
                    .containsExactly(
                            "error: serve: not a git repository: " + plain.toRealPath() + " (make one with: git init)");
        }
    }

    @Test
    void anUnknownHarnessIsAMistakeOfUse() throws Exception {
        try (ServeProcess serve = ServeProcess.start(Map.of(), "--harness", "gpt=x", "--home", home())) {
            assertThat(serve.exitValue()).isEqualTo(2);
            assertThat(serve.lines()).contains("unknown harness: gpt (one of codex, claude-code)");
        }
    }

    @Test
    void aWholeRunWorksInAPosixLocaleWithoutAHome() throws Exception {
        TestRepo repo = TestRepo.create(folder.resolve("repo"))
                .write("naïve ☃.txt", "x  \n")
                .commitAll("Names");
        try (ServeProcess serve = ServeProcess.start(
                Map.of("LC_ALL", "POSIX", "HOME", ""),
                "--port=0",
                "--home",
                home(),
                "--repo",
                repo.path().toString())) {
            URI url = URI.create(serve.after("listening on "));
            ApiCaller api = new ApiCaller(
                    url, Files.readString(folder.resolve("home/token")).strip());
            String repoId = serve.after("repo ").split(" ")[0];

            String runId = api.start(Map.of("repoId", repoId, "prompt", "Füge ☃ hinzu"))
                    .data()
                    .get("runId")
                    .asString();

            String branch =
                    api.awaitStatus(runId, "success").at("/branch/working").asString();
            assertThat(repo.git("show", branch + ":naïve ☃.txt")).isEqualTo("x");
            assertThat(repo.git("log", "-1", "--format=%s %an %ae", branch))
                    .isEqualTo("Füge ☃ hinzu Mogplex mogplex@localhost");
        }
    }
}
