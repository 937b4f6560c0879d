package com.mogplex.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "man", description = "TODO")
final class ManCommand implements Callable<Integer> {
    ManCommand(Context context, CommandTree commands) {}

    @Override
    public Integer call() {
        return 1;
    }
}
