package com.mogplex.local;

import com.mogplex.Secrecy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A server with one repo, in a test's own folder. */
final class Served implements AutoCloseable {
    final TestRepo repo;
    final LocalServer server;
    final ApiCaller api;
    final String repoId;

    private Served(TestRepo repo, LocalServer server) {
        this.repo = repo;
        this.server = server;
        Secrecy.watch(server.token());
        api = new ApiCaller(server);
        repoId = server.registerRepo(repo.path()).id();
    }

    /** With a harness for {@code codex}. */
    static Served with(Path folder, String harness) {
        return with(folder, options -> options.withHarnessCommands(Map.of("codex", harness)));
    }

    static Served with(Path folder, UnaryOperator<LocalOptions> change) {
        Path path = folder.resolve("repo");
        return with(folder, Files.exists(path) ? TestRepo.at(path) : TestRepo.create(path), change);
    }

    static Served with(Path folder, TestRepo repo, UnaryOperator<LocalOptions> change) {
        LocalOptions options = LocalOptions.in(folder.resolve("home")).withEnvironment(TestRepo.NO_SETTINGS);
        return new Served(repo, LocalServer.start(change.apply(options)));
    }

    /** A request for this repo, with further fields by name and value. */
    Map<String, Object> request(String prompt, Object... fields) {
        Map<String, Object> body = new HashMap<>(Map.of("repoId", repoId, "prompt", prompt));
        for (int index = 0; index < fields.length; index += 2) {
            body.put((String) fields[index], fields[index + 1]);
        }
        return body;
    }

    /** Starts a run and gives its id. */
    String start(String prompt, Object... fields) {
        return api.start(request(prompt, fields)).data().get("runId").asString();
    }

    /** Starts a run and waits until it has ended in this way. */
    String runTo(String status, String prompt, Object... fields) {
        String runId = start(prompt, fields);
        api.awaitStatus(runId, status);
        return runId;
    }

    String branchOf(String runId) {
        return api.run(runId).at("/branch/working").asString();
    }

    @Override
    public void close() {
        server.close();
        Secrecy.assertNoneStored(server.tokenFile().getParent());
    }
}
