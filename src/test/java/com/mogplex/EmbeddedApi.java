package com.mogplex;

import com.mogplex.local.LocalOptions;
import com.mogplex.local.LocalServer;
import com.mogplex.local.store.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The embedded v1 API with one repository, for tests of its clients. Its {@code codex} is a shell: a run's prompt is
 * the script that it runs, so that a test says in one place what an agent does. Its {@code claude-code} rehearses.
 */
public final class EmbeddedApi implements AutoCloseable {
    private final LocalServer server;
    private final String repoId;
    private final String repoName;
    private final Path repo;

    private EmbeddedApi(LocalServer server, String repoId, String repoName, Path repo) {
        this.server = server;
        this.repoId = repoId;
        this.repoName = repoName;
        this.repo = repo;
    }

    public static EmbeddedApi start(Path folder) {
        Path repo = folder.resolve("sample");
        Map<String, String> environment = Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                folder.toString(),
                "GIT_CONFIG_NOSYSTEM",
                "1",
                "MOGPLEX_REHEARSAL_PACE_MS",
                "0");
        try {
            Files.createDirectories(repo);
            Files.writeString(repo.resolve("README.md"), "# Sample  \n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git(repo, "init", "--quiet", "--initial-branch=main");
        git(repo, "add", "--all");
        git(repo, "-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "First");
        LocalServer server = LocalServer.start(LocalOptions.in(folder.resolve("home"))
                .withEnvironment(environment)
                .withMaxParallelRuns(16)
                .withHarnessCommands(Map.of("codex", "sh -s")));
        Secrecy.watch(server.token());
        var registered = server.registerRepo(repo);
        return new EmbeddedApi(server, registered.id(), registered.fullName(), repo);
    }

    /** What a client needs to reach it, with a token for both scopes. */
    public Map<String, String> environment() {
        return environment(server.token());
    }

    public Map<String, String> environment(String token) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MOGPLEX_URL", server.url().toString());
        environment.put("MOGPLEX_DEV", "1");
        environment.put("MOGPLEX_API_KEY", token);
        return environment;
    }

    /** Another token for both scopes, with a request budget of its own. */
    public String newToken() {
        String token = server.mintToken(Set.of(Scope.READ, Scope.WRITE));
        Secrecy.watch(token);
        return token;
    }

    public String readOnlyToken() {
        String token = server.mintToken(Set.of(Scope.READ));
        Secrecy.watch(token);
        return token;
    }

    public LocalServer server() {
        return server;
    }

    public String repoId() {
        return repoId;
    }

    public String repoName() {
        return repoName;
    }

    public Path repo() {
        return repo;
    }

    @Override
    public void close() {
        server.close();
        Secrecy.assertNoneStored(server.tokenFile().getParent());
    }

    /** What git prints. */
    public static String git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
            return output.strip();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
