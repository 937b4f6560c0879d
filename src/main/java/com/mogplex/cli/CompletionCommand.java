package com.mogplex.cli;

import com.mogplex.cli.completion.BashCompletion;
import com.mogplex.cli.completion.FishCompletion;
import com.mogplex.cli.completion.ZshCompletion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Print a completion script for a shell",
        customSynopsis = "mogplex completion bash|zsh|fish",
        footer = {
            "",
            "Example:",
            "  source <(mogplex completion bash)          # or zsh",
            "  mogplex completion fish > ~/.config/fish/completions/mogplex.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Context context;
    private final CommandTree commands;

    /** The shells, by the words that name them. */
    enum ShellName {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "<shell>", description = "bash, zsh or fish.")
    ShellName shell;

    @Mixin
    HelpOption help;

    CompletionCommand(Context context, CommandTree commands) {
        this.context = context;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        context.output().verbatim(script());
        context.output().flush();
        return ExitCode.SUCCESS;
    }

    private String script() {
        return switch (shell) {
            case bash -> new BashCompletion(commands.whole()).script();
            case zsh -> new ZshCompletion(commands.whole()).script();
            case fish -> new FishCompletion(commands.whole()).script();
        };
    }
}
