package com.mogplex.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "completion", description = "TODO")
final class CompletionCommand implements Callable<Integer> {
    CompletionCommand(Context context, CommandTree commands) {}

    @Override
    public Integer call() {
        return 1;
    }
}
