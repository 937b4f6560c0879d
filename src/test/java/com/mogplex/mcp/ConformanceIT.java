package com.mogplex.mcp;

import com.mogplex.client.MogplexApi;
import com.mogplex.mcp.protocol.CallObserver;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.ServerIdentity;
import com.mogplex.mcp.transport.http.HttpOptions;
import com.mogplex.mcp.transport.http.HttpTransport;
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
    private static final Path LEDGERS = Path.of("src", "test", "conformance").toAbsolutePath();

    @TempDir
    Path results;

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void whatARevisionRequiresIsMet_skippedOnlyWithoutNpm(String revision) throws Exception {
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
            Npm.node(
                    Map.of(),
                    Npm.file("@modelcontextprotocol", "conformance", "dist", "index.js"),
                    "server",
                    "--url",
                    "http://localhost:" + transport.port() + "/mcp",
                    "--requirements",
                    revision,
                    "-o",
                    results.toString(),
                    "--expected-failures",
                    LEDGERS.resolve("ledger-" + revision + ".yml").toString());
        }
    }

    private static Iterator<String> noMore() {
        return List.<String>of().iterator();
    }
}
