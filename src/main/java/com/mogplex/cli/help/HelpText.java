package com.mogplex.cli.help;

import com.mogplex.cli.terminal.ColorMode;
import com.mogplex.cli.terminal.Palette;
import com.mogplex.cli.terminal.Shell;
import com.mogplex.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The help of the program and of each command. */
public final class HelpText {
    /** The documents' own: {@code repos}, {@code run}, {@code runs}, {@code sandboxes}. */
    private static final Set<String> HEADLESS = Set.of("repos", "run", "runs", "sandboxes");

    private static final Set<String> THIS_MACHINE = Set.of("login", "logout", "doctor", "completion", "man", "help");

    private static final int NAME_COLUMNS = 22;
    private static final int WIDEST = 100;
    /** picocli refuses less. */
    private static final int NARROWEST = 55;

    /** A line of the overview. */
    private record Entry(String name, String description) {}

    private final Shell shell;

    public HelpText(Shell shell) {
        this.shell = shell;
    }

    /** How a command is called, on one line. */
    public static String synopsis(CommandLine command) {
        String[] custom = command.getCommandSpec().usageMessage().customSynopsis();
        return custom.length > 0
                ? custom[0]
                : command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    }

    /** The whole help of a command, ready to print. */
    public String of(CommandLine command) {
        boolean onTerminal = shell.terminal().isOutput();
        boolean colored = Palette.of(ColorMode.AUTO, onTerminal, shell).isColored();
        if (command.getParent() == null) {
            return overview(command, Palette.of(ColorMode.AUTO, onTerminal, shell));
        }
        int columns = onTerminal ? Math.min(shell.terminal().columns(), WIDEST) : WIDEST;
        command.setUsageHelpWidth(Math.max(columns, NARROWEST));
        boolean hasArguments =
                command.getCommandSpec().positionalParameters().stream().anyMatch(parameter -> !parameter.hidden());
        command.getCommandSpec()
                .usageMessage()
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading(hasArguments ? "" : "%n")
                .commandListHeading("%nCommands:%n");
        // The documents write `--repo <id>`; set only now, because it would stop `--repo=<id>` from being understood.
        command.setSeparator(" ");
        return command.getUsageMessage(Help.defaultColorScheme(colored ? Help.Ansi.ON : Help.Ansi.OFF));
    }

    private static String overview(CommandLine root, Palette palette) {
        List<Entry> headless = new ArrayList<>();
        List<Entry> servers = new ArrayList<>();
        List<Entry> thisMachine = new ArrayList<>();
        for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
            List<Entry> group = HEADLESS.contains(command.getKey())
                    ? headless
                    : THIS_MACHINE.contains(command.getKey()) ? thisMachine : servers;
            group.addAll(entries(command.getValue()));
        }
        StringBuilder text = new StringBuilder();
        text.append("mogplex: start, watch and cancel coding-agent runs.\n\n");
        text.append(palette.paint(Style.HEADING, "Usage:")).append(" mogplex <command> [options]\n");
        section(text, palette, "Runs, from any shell:", headless);
        section(text, palette, "Servers:", servers);
        section(text, palette, "This machine:", thisMachine);
        text.append('\n').append(palette.paint(Style.HEADING, "Example:")).append('\n');
        text.append("  mogplex repos list\n");
        text.append("  mogplex run --repo <repo-id> --harness codex \"Refactor auth to use bearer tokens\"\n");
        text.append("  mogplex runs events <run-id> --follow\n\n");
        text.append("`mogplex <command> --help` tells more; `mogplex --version` tells the version.\n");
        text.append("`--log-level error|warn|info|debug` goes with every command.\n");
        return text.toString();
    }

    private static List<Entry> entries(CommandLine command) {
        if (command.getCommandSpec().usageMessage().hidden()) {
            return List.of();
        }
        if (command.getSubcommands().isEmpty()) {
            return List.of(entry(command.getCommandSpec()));
        }
        return command.getSubcommands().values().stream()
                .flatMap(member -> entries(member).stream())
                .toList();
    }

    private static Entry entry(CommandSpec command) {
        StringBuilder name = new StringBuilder(command.qualifiedName());
        name.delete(0, name.indexOf(" ") + 1);
        command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden() && parameter.arity().min() > 0)
                .forEach(parameter -> name.append(' ').append(parameter.paramLabel()));
        String[] description = command.usageMessage().description();
        return new Entry(name.toString(), description.length == 0 ? "" : description[0]);
    }

    private static void section(StringBuilder text, Palette palette, String title, List<Entry> entries) {
        text.append('\n').append(palette.paint(Style.HEADING, title)).append('\n');
        for (Entry entry : entries) {
            String padding = " ".repeat(Math.max(1, NAME_COLUMNS - entry.name().length()));
            text.append("  ")
                    .append(entry.name())
                    .append(padding)
                    .append(entry.description())
                    .append('\n');
        }
    }
}
