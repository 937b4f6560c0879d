package com.mogplex.local;

import com.mogplex.api.Harness;
import com.mogplex.api.Repo;
import com.mogplex.local.store.SetupException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mogplex serve}: the v1 API on this machine, until it is told to stop. */
@Command(
        name = "serve",
        description = "Serve the v1 API on this machine, without an account",
        customSynopsis = "mogplex serve [--port <port>] [--repo <path>]... [--harness <name>=<command>]...",
        footer = {
            "",
            "A harness is a shell command line. It runs in the run's worktree, gets the prompt on standard input and in",
            "the file $MOGPLEX_PROMPT_FILE, and what it changes is committed on the run's own branch. Without one, runs",
            "are rehearsed: no model is called, and text files are tidied.",
            "",
            "This version listens on this machine only (127.0.0.1, localhost or ::1).",
            "",
            "Example:",
            "  mogplex serve --repo . --harness codex='codex exec --full-auto -'"
        })
public final class ServeCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 7331;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "Port to listen on; 0 is any free one. Default: 7331")
    private int port = DEFAULT_PORT;

    @Option(names = "--host", paramLabel = "<host>", description = "127.0.0.1 (default), localhost or ::1")
    private String host = "127.0.0.1";

    @Option(
            names = "--repo",
            paramLabel = "<path>",
            description = "A git repository that runs may work on; may be repeated. Repos stay known from then on.")
    private List<Path> repos = List.of();

    @Option(
            names = "--harness",
            paramLabel = "<name>=<command>",
            description = "The command line that runs codex or claude-code; may be repeated.")
    private Map<String, String> harnesses = new LinkedHashMap<>();

    @Option(
            names = "--home",
            paramLabel = "<folder>",
            description = "Where runs and worktrees are kept. Default: local in $MOGPLEX_HOME or in ~/.mogplex")
    private @Nullable Path home;

    @Option(names = "--rate-limit", description = "Apply the hosted API's rate limits.")
    private boolean rateLimit;

    @Option(names = "--print-token", description = "Print the token itself instead of the file that holds it.")
    private boolean printToken;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Spec
    private CommandSpec spec;

    /** Serves until the thread is interrupted or the program is told to end. */
    @Override
    public Integer call() {
        requireKnownHarnesses();
        try (Closing closing = new Closing(LocalServer.start(options()))) {
            LocalServer server = closing.server();
            repos.forEach(server::registerRepo);
            announce(server, spec.commandLine().getOut());
            new CountDownLatch(1).await();
            return 0;
        } catch (SetupException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("error: serve: " + e.getMessage());
            err.flush();
            return 1;
        } catch (InterruptedException e) {
            return 0;
        }
    }

    private void requireKnownHarnesses() {
        for (String name : harnesses.keySet()) {
            if (!Harness.wireNames().contains(name)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "unknown harness: " + name + " (one of " + String.join(", ", Harness.wireNames()) + ")");
            }
        }
        if (port < 0 || port > 65_535) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--port is a number from 0 to 65535, not " + port);
        }
    }

    private LocalOptions options() {
        Path chosen = home == null ? LocalOptions.defaultHome(System.getenv()) : home;
        return LocalOptions.in(chosen)
                .withHost(host)
                .withPort(port)
                .withHarnessCommands(harnesses)
                .withLimits(rateLimit);
    }

    private void announce(LocalServer server, PrintWriter out) {
        out.println("listening on " + server.url());
        List<Repo> known = server.repos();
        if (known.isEmpty()) {
            out.println("no repos yet: stop this and start it with --repo <path>");
        }
        known.forEach(repo -> out.println("repo    " + repo.id() + "  " + repo.fullName()));
        Harness.wireNames()
                .forEach(name -> out.println("harness " + name + "  "
                        + harnesses.getOrDefault(name, "rehearsal (calls no model; see --harness)")));
        out.println();
        out.println("In another shell:");
        out.println("  export MOGPLEX_URL=http://localhost:" + server.url().getPort());
        out.println("  export MOGPLEX_DEV=1");
        out.println("  export MOGPLEX_API_KEY="
                + (printToken ? server.token() : "\"$(cat " + quote(server.tokenFile()) + ")\""));
        out.println("  mogplex repos list");
        out.println();
        out.println("Ctrl-C stops the server and cancels its runs.");
        out.flush();
    }

    private static String quote(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Closes the server once, whether the command ends or the whole program. */
    private static final class Closing implements AutoCloseable {
        private final LocalServer server;
        private final Thread hook;

        Closing(LocalServer server) {
            this.server = server;
            hook = new Thread(server::close, "mogplex-close");
            Runtime.getRuntime().addShutdownHook(hook);
        }

        LocalServer server() {
            return server;
        }

        @Override
        public void close() {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The program ends, and the hook closes it.
                return;
            }
            server.close();
        }
    }
}
