package com.mogplex;

import com.mogplex.cli.CommandLineFace;
import com.mogplex.cli.terminal.Shell;
import com.mogplex.mcp.McpServer;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Does once what most sessions do, so that the JVM can write an archive of the classes that they load. The launcher
 * runs it with the flag that writes the archive; it talks to nobody but itself.
 */
final class Training {
    private static final String TOKEN = "mog_training000000000000000000000000";

    private static final String REPOS = """
            {"ok":true,"data":{"repos":[{"id":"8f3a2b1c-1234-4abc-9def-1234567890ab","full_name":"acme/web",\
            "default_branch":"main","root_directory":null}]}}""";

    private static final String SESSION = """
            {"jsonrpc":"2.0","id":0,"method":"server/discover","params":{"_meta":{\
            "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            {"jsonrpc":"2.0","id":3,"method":"prompts/list"}
            {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"list_repos","arguments":{"limit":"5"}}}
            {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"get_run","arguments":{"nonsense":1}}}
            """;

    private Training() {}

    /** Writes to standard output what the faces write there; the launcher throws it away. */
    static int run() throws IOException {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            byte[] body = REPOS.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        try {
            Map<String, String> environment = Map.of(
                    "MOGPLEX_URL",
                    "http://127.0.0.1:" + api.getAddress().getPort(),
                    "MOGPLEX_DEV",
                    "1",
                    "MOGPLEX_API_KEY",
                    TOKEN);
            InputStream host = new ByteArrayInputStream(SESSION.getBytes(StandardCharsets.UTF_8));
            int served = McpServer.run(List.of(), environment, host);
            int helped = CommandLineFace.run(new String[] {"--help"}, OtherCommands.all());
            int listed = list(environment);
            return served + helped + listed;
        } finally {
            api.stop(0);
        }
    }

    private static int list(Map<String, String> environment) {
        Shell own = Shell.ofProcess();
        Shell shell = new Shell(environment, own.input(), own.output(), own.error(), own.terminal());
        int table = CommandLineFace.run(shell, new String[] {"repos", "list"}, OtherCommands.all());
        int json = CommandLineFace.run(shell, new String[] {"repos", "list", "--json"}, OtherCommands.all());
        return table + json;
    }
}
