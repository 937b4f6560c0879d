package com.mogplex;

import com.mogplex.local.ServeCommand;
import com.mogplex.mcp.McpServer;
import com.mogplex.quickstart.QuickstartCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands that are not the headless command line's own, for its help, completion and manual pages. */
final class OtherCommands {
    private static final String MCP = "Serve all of this as tools for assistants (MCP)";

    private OtherCommands() {}

    static Map<String, Supplier<CommandLine>> all() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("mcp", () -> new CommandLine(HelpAsCommand.of("mcp", MCP, McpServer.help())));
        commands.put("serve", () -> new CommandLine(new ServeCommand()));
        commands.put("quickstart", () -> new CommandLine(new QuickstartCommand()));
        return commands;
    }
}
