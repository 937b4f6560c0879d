package com.mogplex;

import com.mogplex.cli.CommandLineFace;
import com.mogplex.mcp.McpServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Chooses the face of the program. The server for assistants is chosen without loading what it does not need. */
public final class Main {
    /** Source: the v1 documents, "Exit codes". */
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(Arrays.asList(arguments), System.getenv()));
    }

    private static int run(List<String> arguments, Map<String, String> environment) throws IOException {
        Logging logging;
        try {
            logging = Logging.of(arguments, environment);
        } catch (IllegalArgumentException misused) {
            System.err.println("error: " + misused.getMessage());
            System.err.println("usage: mogplex [--log-level <level>] <command> [options]");
            return MISUSED;
        }
        logging.apply();
        return start(logging.arguments(), environment);
    }

    private static int start(List<String> arguments, Map<String, String> environment) throws IOException {
        String face = arguments.isEmpty() ? "" : arguments.get(0);
        return switch (face) {
            case "mcp" -> McpServer.run(arguments.subList(1, arguments.size()), environment, System.in);
            case "--train" -> Training.run();
            // No options stand before it, so it ends none.
            case "--" -> start(arguments.subList(1, arguments.size()), environment);
            default -> CommandLineFace.run(arguments.toArray(String[]::new), OtherCommands.all());
        };
    }
}
