package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import com.mogplex.local.LocalOptions;
import com.mogplex.local.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The embedded API with one repo and one harness, and a launcher that is connected to it. */
final class LocalApi implements AutoCloseable {
    /** Appends the prompt to a file, and says so. */
    static final String EDITING_HARNESS = """
            printf '%s\\n' '{"type":"tool_call","toolName":"edit_file","message":"Editing a.txt"}'
            cat >> a.txt
            """;

    private final LocalServer server;
    private final String repoId;
    private final Launcher launcher;

    private LocalApi(LocalServer server, String repoId, Launcher launcher) {
        this.server = server;
        this.repoId = repoId;
        this.launcher = launcher;
    }

    static LocalApi start(Path folder, String harness) throws IOException {
        LocalServer server = LocalServer.start(LocalOptions.in(folder.resolve("server"))
                .withHarnessCommands(Map.of("codex", harness, "claude-code", harness)));
        Secrecy.watch(server.token());
        String repoId = server.registerRepo(gitRepo(folder)).id();
        Launcher launcher = Launcher.in(Files.createDirectory(folder.resolve("shell")))
                .connectedTo(server.url().toString(), server.token());
        return new LocalApi(server, repoId, launcher);
    }

    LocalServer server() {
        return server;
    }

    String repoId() {
        return repoId;
    }

    Launcher launcher() {
        return launcher;
    }

    @Override
    public void close() {
        server.close();
        Secrecy.assertNoneStored(server.tokenFile().getParent());
    }

    private static Path gitRepo(Path folder) throws IOException {
        Path repo = Files.createDirectories(folder.resolve("project"));
        Files.writeString(repo.resolve("a.txt"), "a\n");
        String script = """
                cd '%s'
                git init --quiet --initial-branch=main
                git add --all
                git -c user.name=Tester -c user.email=tester@localhost commit --quiet -m First
                """.formatted(repo);
        Launcher git = Launcher.in(Files.createDirectory(folder.resolve("git")));
        assertThat(git.bash(script).exitCode()).isZero();
        return repo;
    }
}
