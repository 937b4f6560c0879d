package com.mogplex.local;

import com.mogplex.api.Harness;
import com.mogplex.api.Repo;
import com.mogplex.local.engine.Engine;
import com.mogplex.local.engine.EngineSettings;
import com.mogplex.local.engine.Git;
import com.mogplex.local.engine.RepoRegistrar;
import com.mogplex.local.http.HttpServer;
import com.mogplex.local.http.Limits;
import com.mogplex.local.store.Scope;
import com.mogplex.local.store.SetupException;
import com.mogplex.local.store.Store;
import com.mogplex.sanitize.Sanitizer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The v1 API on this machine. It runs agents in git worktrees and keeps their history in its home; several servers may
 * share a home. Safe for use by many threads.
 */
public final class LocalServer implements AutoCloseable {
    private static final int MAX_LISTED = 200;

    private final URI url;
    private final String token;
    private final Path home;
    private final Store store;
    private final RepoRegistrar registrar;
    private final Engine engine;
    private final HttpServer http;

    private LocalServer(
            URI url, String token, Path home, Store store, RepoRegistrar registrar, Engine engine, HttpServer http) {
        this.url = url;
        this.token = token;
        this.home = home;
        this.store = store;
        this.registrar = registrar;
        this.engine = engine;
        this.http = http;
    }

    /**
     * Starts a server, which listens when this returns.
     *
     * @throws SetupException if it cannot: the port is taken, the home cannot be written, the host is not loopback
     */
    public static LocalServer start(LocalOptions options) {
        Path home = makeHome(options.home());
        Store store = Store.open(home, options.clock());
        try {
            String token = TokenFile.readOrMint(home, store.tokens());
            Git git = new Git(options.environment());
            Engine engine = Engine.start(
                    store, git, engineSettings(options, home), Sanitizer.knowing(List.of(token)), options.clock());
            try {
                Limits limits = options.limits() ? Limits.enforced(options.clock()) : Limits.none();
                HttpServer http = HttpServer.start(options.host(), options.port(), store, engine, limits);
                URI url = url(options.host(), http.port());
                return new LocalServer(url, token, home, store, new RepoRegistrar(git, store.repos()), engine, http);
            } catch (RuntimeException e) {
                engine.close();
                throw e;
            }
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static EngineSettings engineSettings(LocalOptions options, Path home) {
        Map<String, String> commands = new HashMap<>();
        Harness.wireNames().forEach(name -> commands.put(name, RehearsalCommand.line()));
        commands.putAll(options.harnessCommands());
        return new EngineSettings(
                home,
                commands,
                options.environment(),
                options.maxParallelRuns(),
                options.maxRunTime(),
                options.maxEvents());
    }

    private static URI url(String host, int port) {
        boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
        return URI.create("http://" + (bareIpv6 ? "[" + host + "]" : host) + ":" + port);
    }

    private static Path makeHome(Path home) {
        try {
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return home.toRealPath();
        } catch (IOException e) {
            throw new SetupException("cannot make the folder " + home + ": choose another --home", e);
        }
    }

    /** Where it listens, without a path: {@code http://127.0.0.1:7331}. */
    public URI url() {
        return url;
    }

    /** A token with both scopes: the home's own. */
    public String token() {
        return token;
    }

    /** The file that holds {@link #token()}, which only its owner can read. */
    public Path tokenFile() {
        return TokenFile.in(home);
    }

    /** Makes a further token that does not expire. */
    public String mintToken(Set<Scope> scopes) {
        return store.tokens().mint(scopes, null);
    }

    /** Makes a further token that stops to work at an instant. */
    public String mintToken(Set<Scope> scopes, Instant expiresAt) {
        return store.tokens().mint(scopes, expiresAt);
    }

    /** Ends a token at once. */
    public void revokeToken(String anyToken) {
        store.tokens().revoke(anyToken);
    }

    /**
     * Lets runs work on a repository of this machine.
     *
     * @param path its folder or one in it
     * @throws SetupException if it is no git repository
     */
    public Repo registerRepo(Path path) {
        return registrar.register(path);
    }

    /** The known repos, by name; as many as the API lists at once. */
    public List<Repo> repos() {
        return store.repos().list("", MAX_LISTED);
    }

    /** Cancels the runs that it holds, and leaves no process and no worktree. */
    @Override
    public void close() {
        // Ctrl-C reaches the agents too: the runs are to be cancelled before they are seen to fail.
        engine.beginClose();
        http.close();
        engine.close();
        store.close();
    }
}
