package com.mogplex.mcp;

import com.mogplex.mcp.protocol.Shown;
import com.mogplex.mcp.tool.Budget;
import com.mogplex.mcp.transport.http.HttpOptions;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The flags of {@code mogplex mcp}. Read by hand, because a host launches the server for each of its sessions and a
 * command-line library would be most of its start.
 *
 * @param readOnly offer only tools that change nothing
 * @param tools offer only these; empty for all
 * @param budget how large a result may be
 * @param help print the help and end
 * @param version print the version and end
 * @param http serve over HTTP, and how; empty for standard input and output
 */
record McpOptions(
        boolean readOnly, Set<String> tools, Budget budget, boolean help, boolean version, Optional<HttpOptions> http) {
    static final String HELP = """
            Usage: mogplex mcp [--read-only] [--tools NAME,NAME…] [--max-result-bytes N] [--log-level LEVEL]
                               [--log-format text|json] [--transport stdio|http|sse] [HTTP options]

            Serves the Mogplex runs API to an assistant over the Model Context Protocol: on standard input and output,
            where a host launches it and nothing is meant to be typed, or over HTTP for many callers.

              --read-only             Offer only the tools that change nothing.
              --tools NAME,NAME…      Offer only these tools.
              --max-result-bytes N    Bound every result to N bytes (5000 to 200000). Default 10000: hosts cut more.
              --log-level LEVEL       What goes to standard error: error, warn (default), info, debug.
              --log-format NAME       text (default), or json: one object a line.
              --transport NAME        stdio (default), or http: Streamable HTTP at /mcp, HTTP+SSE at /sse. sse is the
                                      same server.
              -h, --help              Print this help.

            HTTP options:
              --host HOST             Where to listen. Default 127.0.0.1.
              --port N                Default 7333; 0 for any free port.
              --allow-host NAME       Answer under this host name too (NAME or NAME:PORT). May be repeated.
              --allow-origin ORIGIN   Answer pages of this origin (https://app.example.com). May be repeated.
              --shared-token          Serve all callers with this server's own token. Otherwise each request brings its
                                      own: Authorization: Bearer mog_…
              --client-token-file F   With --shared-token: callers must know one of the words in F, one a line.
              --tls-cert F, --tls-key F
                                      Speak HTTPS: PEM files with the certificate and its chain, and with its key. They
                                      are read again when they change.
              --trust-forwarded       Believe X-Forwarded-Host, -Proto and -Port. Only behind a proxy that sets them.
              --grace-seconds N       How long the server may take to end after SIGTERM. Default 25.
              --admin-port N          Serve /metrics, /healthz and /readyz here; 0 for any free port. Without it there
                                      are no metrics.
              --admin-host HOST       Where to listen for that. Default 127.0.0.1.
              --max-connections N, --max-connections-per-address N, --max-calls-per-caller N,
              --max-streams-per-caller N, --max-streams N
                                      Bounds; see docs/http.md.

            Environment:
              MOGPLEX_API_KEY         Your token; otherwise ~/.mogplex/auth.json is used.
              MOGPLEX_URL             The API. Default https://www.mogplex.com.
              MOGPLEX_LOG, MOGPLEX_LOG_FORMAT
                                      As --log-level and --log-format.
              OTEL_EXPORTER_OTLP_ENDPOINT and OpenTelemetry's other variables
                                      Over HTTP: where traces are delivered. None by default.

            Example, as an MCP client's configuration:
              {"mcpServers": {"mogplex": {"command": "mogplex", "args": ["mcp"], "env": {"MOGPLEX_API_KEY": "mog_…"}}}}
            """;

    McpOptions {
        tools = Set.copyOf(tools);
    }

    /** @throws IllegalArgumentException with one line for the person who wrote the configuration */
    static McpOptions parse(List<String> arguments) {
        boolean readOnly = false;
        Set<String> tools = Set.of();
        Budget budget = Budget.DEFAULT;
        boolean help = false;
        boolean version = false;
        List<String> words = splitAtEquals(arguments);
        HttpOptions.Reader http = isHttp(words) ? new HttpOptions.Reader() : null;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            switch (flag) {
                case "--read-only" -> readOnly = true;
                case "--tools" -> tools = names(value(flag, rest));
                case "--max-result-bytes" -> budget = budget(flag, value(flag, rest));
                case "--transport" -> value(flag, rest);
                case "-h", "--help" -> help = true;
                case "-V", "--version" -> version = true;
                default -> {
                    if (!flag.startsWith("-")) {
                        throw new IllegalArgumentException(
                                "unexpected " + Shown.briefly(flag) + "; flags like --read-only take no value");
                    }
                    if (http == null || !http.take(flag, rest)) {
                        throw new IllegalArgumentException("unknown option " + Shown.briefly(flag)
                                + (http == null ? "; those of HTTP need --transport http" : ""));
                    }
                }
            }
        }
        return new McpOptions(
                readOnly, tools, budget, help, version, http == null ? Optional.empty() : Optional.of(http.options()));
    }

    /** Looked at first, because it decides which other flags there are. */
    private static boolean isHttp(List<String> words) {
        int flag = words.lastIndexOf("--transport");
        String transport = flag < 0 || flag + 1 == words.size() ? "stdio" : words.get(flag + 1);
        return switch (transport) {
            case "stdio" -> false;
            case "http", "sse" -> true;
            default -> throw new IllegalArgumentException("--transport is stdio, http or sse");
        };
    }

    /** {@code --flag=value} is {@code --flag value}. */
    private static List<String> splitAtEquals(List<String> arguments) {
        return arguments.stream()
                .flatMap(argument -> argument.startsWith("--") && argument.contains("=")
                        ? Arrays.stream(argument.split("=", 2))
                        : Arrays.stream(new String[] {argument}))
                .toList();
    }

    private static String value(String flag, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty() || value.startsWith("--")) {
            throw new IllegalArgumentException(flag + " needs a value");
        }
        return value;
    }

    private static Set<String> names(String list) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : list.split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("--tools needs at least one tool's name");
        }
        return names;
    }

    private static Budget budget(String flag, String value) {
        try {
            return new Budget(Integer.parseInt(value));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(flag + " needs a whole number");
        }
    }
}
