package com.mogplex.mcp;

import com.mogplex.Secrecy;
import com.mogplex.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real program, serving MCP over HTTP on a free port. */
public final class HttpProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (https?)://.*:(\\d+)/mcp");

    private final Process process;
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> base = new CompletableFuture<>();

    private HttpProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readStderr, "stderr");
        reader.setDaemon(true);
        reader.start();
    }

    /** Launches {@code mogplex mcp --transport http} with these flags and this environment; listens when it returns. */
    public static HttpProcess launch(Map<String, String> environment, String... flags) {
        HttpProcess launched = new HttpProcess(start(environment, flags));
        launched.base.orTimeout(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return launched;
    }

    /** The same, without waiting: for one that is expected not to start. */
    static Process start(Map<String, String> environment, String... flags) {
        List<String> arguments = new ArrayList<>(List.of("mcp", "--transport", "http", "--port", "0"));
        arguments.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(TestJvm.command(arguments.toArray(String[]::new)));
        builder.environment().keySet().removeIf(name -> name.startsWith("MOGPLEX") || name.equals("NODE_ENV"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Under which it answers; without a path. */
    public URI base() {
        return base.join();
    }

    public URI at(String path) {
        return base().resolve(path);
    }

    List<String> stderr() {
        return List.copyOf(stderr);
    }

    public long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Secrecy.assertNonePrinted(String.join("\n", stderr));
    }

    private void readStderr() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                stderr.add(line);
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    base.complete(URI.create(matcher.group(1) + "://127.0.0.1:" + matcher.group(2)));
                }
            }
        } catch (IOException closed) {
            // The server was ended.
        }
        base.completeExceptionally(new AssertionError("it did not start: " + stderr));
    }
}
