package com.mogplex.cli;

import com.mogplex.cli.terminal.ColorMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands by name. */
final class CommandTree {
    private final Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();

    /**
     * The commands of this package and others.
     *
     * @param further those of other packages, by name
     */
    CommandTree(Context context, Map<String, Supplier<CommandLine>> further) {
        commands.put("repos", () -> group(new ReposCommand(), new ReposListCommand(context)));
        commands.put("run", () -> new CommandLine(new RunCommand(context)));
        commands.put(
                "runs",
                () -> group(
                        new RunsCommand(),
                        new RunsGetCommand(context),
                        new RunsEventsCommand(context),
                        new RunsCancelCommand(context)));
        commands.put(
                "sandboxes",
                () -> group(new SandboxesCommand(), new SandboxesListCommand(context), new SandboxesStopCommand()));
        commands.putAll(further);
        commands.put("login", () -> new CommandLine(new LoginCommand(context)));
        commands.put("logout", () -> new CommandLine(new LogoutCommand(context)));
        commands.put("doctor", () -> new CommandLine(new DoctorCommand(context)));
        commands.put("completion", () -> new CommandLine(new CompletionCommand(context, this)));
        commands.put("man", () -> new CommandLine(new ManCommand(context, this)));
        commands.put("help", () -> new CommandLine(new HelpCommand(context, this)));
    }

    /** Every command. */
    CommandLine whole() {
        CommandLine root = root();
        commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        return configured(root);
    }

    /** The one command that the first argument names, or all of them: building a command costs time at every start. */
    CommandLine forArguments(String[] arguments) {
        Optional<Supplier<CommandLine>> named =
                arguments.length == 0 ? Optional.empty() : Optional.ofNullable(commands.get(arguments[0]));
        if (named.isEmpty()) {
            return asksForTheVersion(arguments) ? configured(root()) : whole();
        }
        CommandLine root = root();
        root.addSubcommand(arguments[0], named.get().get());
        return configured(root);
    }

    /**
     * The command that these words name; the program itself if there are none.
     *
     * @param asking the command that was given the words, named if they are wrong
     */
    CommandLine find(String asking, List<String> words) {
        CommandLine command = whole();
        for (String word : words) {
            CommandLine member = command.getSubcommands().get(word);
            if (member == null) {
                throw CommandFailure.usage(asking + ": " + UsageMessage.unknownCommand(word, command));
            }
            command = member;
        }
        return command;
    }

    private static boolean asksForTheVersion(String[] arguments) {
        return arguments.length == 1 && List.of("--version", "-V").contains(arguments[0]);
    }

    private static CommandLine root() {
        return new CommandLine(new MogplexCommand());
    }

    private static CommandLine group(Object group, Object... members) {
        CommandLine commandLine = new CommandLine(group);
        for (Object member : members) {
            commandLine.addSubcommand(member);
        }
        return commandLine;
    }

    private CommandLine configured(CommandLine root) {
        root.registerConverter(ColorMode.class, new Values.Color());
        // A prompt may begin with @; it is not the name of a file of arguments.
        root.setExpandAtFiles(false);
        keepOptionsInOrder(root);
        return root;
    }

    /** As they are declared, which is the documents' order, not the alphabet's. */
    private static void keepOptionsInOrder(CommandLine command) {
        command.getCommandSpec().usageMessage().sortOptions(false);
        command.getSubcommands().values().forEach(CommandTree::keepOptionsInOrder);
    }
}
