package com.mogplex;

import com.mogplex.cli.CommandLineFace;
import com.mogplex.local.ServeCommand;
import com.mogplex.mcp.McpServer;
import com.mogplex.quickstart.QuickstartCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Chooses the face of the program. The server for assistants is chosen without loading what it does not need. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments), System.getenv()));
    }

    private static int run(List<String> arguments, Map<String, String> environment) {
        Logging.configure(arguments, environment);
        if (!arguments.isEmpty() && arguments.get(0).equals("mcp")) {
            return McpServer.run(arguments.subList(1, arguments.size()), environment, "0.1.0");
        }
        return CommandLineFace.run(arguments.toArray(String[]::new), QuickstartCommand.class, ServeCommand.class);
    }
}
