package com.mogplex.mcp;

import com.mogplex.Secrecy;
import com.mogplex.TestJvm;
import com.mogplex.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** A host that launches the real program and speaks to it over its pipes. */
public final class StdioPeer extends Peer {
    private final Process process;
    private final OutputStream toServer;
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final List<String> stdout = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final Thread errorReader;

    private StdioPeer(Process process) {
        this.process = process;
        this.toServer = process.getOutputStream();
        reader = daemon("stdout", () -> read(process.inputReader(StandardCharsets.UTF_8), this::take));
        errorReader = daemon("stderr", () -> read(process.errorReader(StandardCharsets.UTF_8), stderr::add));
    }

    /** Launches {@code mogplex mcp} with these flags and this environment, and nothing else of the test's own. */
    public static StdioPeer launch(Map<String, String> environment, String... flags) {
        List<String> arguments = new ArrayList<>(List.of("mcp"));
        arguments.addAll(List.of(flags));
        return launch(TestJvm.command(arguments.toArray(String[]::new)), environment);
    }

    public static StdioPeer launch(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MOGPLEX") || name.equals("NODE_ENV"));
        builder.environment().putAll(environment);
        if (environment.containsKey("MOGPLEX_API_KEY")) {
            Secrecy.watch(environment.get("MOGPLEX_API_KEY"));
        }
        try {
            return new StdioPeer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void transmit(ObjectNode message) {
        write(Json.mapper().writeValueAsString(message) + "\n");
    }

    @Override
    List<String> said() {
        return stderr();
    }

    public void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public synchronized void write(byte[] bytes) {
        try {
            toServer.write(bytes);
            toServer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the server is gone; it said: " + stderr, e);
        }
    }

    public List<String> stdout() {
        return List.copyOf(stdout);
    }

    /** What the server said on standard error, all of it. Only after its end. */
    public List<String> awaitStderr() {
        try {
            errorReader.join(PATIENCE.toMillis());
            return stderr();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<String> stderr() {
        return List.copyOf(stderr);
    }

    public Process process() {
        return process;
    }

    public void closeInput() {
        try {
            toServer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the server's end, and until all of its output is read. */
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the server did not end");
            }
            reader.join(PATIENCE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Secrecy.assertNonePrinted(String.join("\n", stdout) + String.join("\n", stderr));
    }

    private void take(String line) {
        stdout.add(line);
        receive(Json.mapper().readTree(line));
    }

    private interface LineTaker {
        void take(String line);
    }

    private static void read(BufferedReader lines, LineTaker taker) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                taker.take(line);
            }
        } catch (IOException closed) {
            // The server was ended.
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
