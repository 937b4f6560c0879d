package com.mogplex.mcp;

import com.mogplex.mcp.tool.Budget;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The flags of {@code mogplex mcp}. Read by hand, because a host launches the server for each of its sessions and a
 * command-line library would be most of its start.
 *
 * @param readOnly offer only tools that change nothing
 * @param tools offer only these; empty for all
 * @param budget how large a result may be
 * @param help print the help and end
 */
record McpOptions(boolean readOnly, Set<String> tools, Budget budget, boolean help) {
    static final String HELP = """
            Usage: mogplex mcp [--read-only] [--tools NAME,NAME…] [--max-result-bytes N] [--log-level LEVEL]

            Serves the Mogplex runs API to an assistant over the Model Context Protocol, on standard input and output.
            A host launches it; nothing is meant to be typed here.

              --read-only             Offer only the tools that change nothing.
              --tools NAME,NAME…      Offer only these tools.
              --max-result-bytes N    Bound every result to N bytes (2000 to 200000). Default 10000: hosts cut more.
              --log-level LEVEL       What goes to standard error: error, warn (default), info, debug.
              -h, --help              Print this help.

            Environment:
              MOGPLEX_API_KEY         Your token; otherwise ~/.mogplex/auth.json is used.
              MOGPLEX_URL             The API. Default https://www.mogplex.com.

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
        Iterator<String> rest = splitAtEquals(arguments).iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            switch (flag) {
                case "--read-only" -> readOnly = true;
                case "--tools" -> tools = names(value(flag, rest));
                case "--max-result-bytes" -> budget = budget(flag, value(flag, rest));
                case "--log-level" -> value(flag, rest);
                case "-h", "--help" -> help = true;
                default -> throw new IllegalArgumentException("unknown option " + flag);
            }
        }
        return new McpOptions(readOnly, tools, budget, help);
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
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(flag + " needs a value");
        }
        return rest.next();
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
