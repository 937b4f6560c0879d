package com.mogplex.cli;

import com.mogplex.cli.help.ManualPage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "man",
        description = "Print a command's manual page",
        customSynopsis = "mogplex man [<command>...]",
        footer = {"", "Example:", "  mogplex man runs events | man -l -"})
final class ManCommand implements Callable<Integer> {
    private final Context context;
    private final CommandTree commands;

    @Parameters(arity = "0..*", paramLabel = "<command>", description = "A command's words; none is the overview.")
    List<String> words = List.of();

    @Mixin
    HelpOption help;

    ManCommand(Context context, CommandTree commands) {
        this.context = context;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        context.output().verbatim(new ManualPage(commands.find("man", words)).text());
        context.output().flush();
        return ExitCode.SUCCESS;
    }
}
