package com.mogplex.mcp;

import static com.mogplex.mcp.Caller.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.EmbeddedApi;
import com.mogplex.TestJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not asked for is not loaded: the real program tells which classes it loads. */
class LoadedClassesTest {
    private static final List<String> WEB_SERVER = List.of("org.eclipse.jetty", "com.mogplex.mcp.transport.http");
    private static final List<String> METRICS = List.of("io.micrometer", "io.prometheus", "mcp.telemetry.Metrics");
    private static final List<String> TRACES = List.of("io.opentelemetry", "mcp.telemetry.Traces");
    private static final List<String> JSON_LOG = List.of("com.mogplex.log");

    @TempDir
    static Path folder;

    private static EmbeddedApi api;

    @BeforeAll
    static void launch() {
        api = EmbeddedApi.start(folder);
    }

    @AfterAll
    static void end() {
        api.close();
    }

    @Test
    void onPipesNothingOfHttpMetricsAndTracesIsLoadedWhateverTheEnvironmentSays() throws Exception {
        Path log = folder.resolve("pipes");
        ProcessBuilder builder = new ProcessBuilder(TestJvm.command("mcp"));
        builder.environment().putAll(told(log));
        builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().write((call("list_repos") + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(loaded(log)).contains("com.mogplex.mcp.transport.StdioTransport");
        assertNothingOf(log, WEB_SERVER, METRICS, TRACES, JSON_LOG);
    }

    @Test
    void overHttpMetricsAndTracesAreLoadedOnlyIfAskedFor() throws Exception {
        Path quiet = folder.resolve("quiet");
        serve(quiet, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", "OTEL_SDK_DISABLED", "true"));
        assertThat(loaded(quiet)).contains("com.mogplex.mcp.transport.http.HttpTransport");
        assertNothingOf(quiet, METRICS, TRACES, JSON_LOG);

        Path counted = folder.resolve("counted");
        serve(counted, Map.of(), "--admin-port", "0");
        assertThat(loaded(counted)).contains("mcp.telemetry.Metrics");
        assertNothingOf(counted, TRACES);

        Path traced = folder.resolve("traced");
        serve(traced, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
        assertThat(loaded(traced)).contains("mcp.telemetry.Traces");
        assertNothingOf(traced, METRICS);
    }

    private static void serve(Path log, Map<String, String> more, String... flags) throws InterruptedException {
        Map<String, String> environment = told(log);
        environment.putAll(more);
        try (HttpProcess server = HttpProcess.launch(environment, flags);
                HttpPeer peer = new HttpPeer(server, api.newToken())) {
            assertThat(Peer.join(peer.send("tools/call", toolCall("list_repos", Map.of())))
                            .has("result"))
                    .isTrue();
            server.end();
        }
    }

    private static Map<String, String> told(Path log) {
        Map<String, String> environment = new HashMap<>(api.environment());
        environment.put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
        return environment;
    }

    private static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\"}}";
    }

    private static String loaded(Path log) throws IOException {
        return Files.readString(log);
    }

    @SafeVarargs
    private static void assertNothingOf(Path log, List<String>... libraries) throws IOException {
        for (List<String> names : libraries) {
            // Without the whole log in the failure.
            assertThat(Files.readAllLines(log).stream()
                            .filter(line -> names.stream().anyMatch(line::contains))
                            .toList())
                    .isEmpty();
        }
    }
}
