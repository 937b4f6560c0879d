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

    private static final Pattern METRICS = Pattern.compile("metrics on (http://\\S+:\\d+)/metrics");

    private final Process process;
    private final Thread reader;
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> base = new CompletableFuture<>();

    private HttpProcess(Process process) {
        this.process = process;
        reader = new Thread(this::readStderr, "stderr");
        reader.setDaemon(true);
        reader.start();
    }

    /** Launches {@code mogplex mcp --transport http} with these flags and this environment; listens when it returns. */
    public static HttpProcess launch(Map<String, String> environment, String... flags) {
        return listening(start(environment, flags));
    }

    /** The same of another command that serves. */
    static HttpProcess of(List<String> command, Map<String, String> environment) {
        return listening(start(command, environment));
    }

    private static HttpProcess listening(Process process) {
        HttpProcess launched = new HttpProcess(process);
        launched.base.orTimeout(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return launched;
    }

    /** The same, without waiting: for one that is expected not to start. */
    static Process start(Map<String, String> environment, String... flags) {
        List<String> arguments = new ArrayList<>(List.of("mcp", "--transport", "http", "--port", "0"));
        arguments.addAll(List.of(flags));
        return start(TestJvm.command(arguments.toArray(String[]::new)), environment);
    }

    private static Process start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
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

    /** Where metrics are served. */
    URI admin() {
        return stderr.stream()
                .map(METRICS::matcher)
                .filter(Matcher::find)
                .map(matcher -> URI.create(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no admin port: " + stderr));
    }

    /** What it has said; all of it once it has ended. */
    public List<String> stderr() {
        return List.copyOf(stderr);
    }

    public long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    /** Asks it to end, and waits until it has, and all that it said is read. */
    public void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Peer.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end: " + stderr);
        }
        reader.join();
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
