package com.mogplex.cli;

import com.mogplex.cli.help.HelpText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "help",
        description = "Show a command's help",
        customSynopsis = "mogplex help [<command>...]",
        footer = {"", "Example:", "  mogplex help runs events"})
final class HelpCommand implements Callable<Integer> {
    private final Context context;
    private final CommandTree commands;

    @Parameters(arity = "0..*", paramLabel = "<command>", description = "A command's words; none is the overview.")
    List<String> words = List.of();

    @Mixin
    HelpOption help;

    HelpCommand(Context context, CommandTree commands) {
        this.context = context;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        context.output().verbatim(new HelpText(context.shell()).of(commands.find("help", words)));
        context.output().flush();
        return ExitCode.SUCCESS;
    }
}
