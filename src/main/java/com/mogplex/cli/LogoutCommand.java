package com.mogplex.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "logout", description = "TODO")
final class LogoutCommand implements Callable<Integer> {
    LogoutCommand(Context context) {}

    @Override
    public Integer call() {
        return 1;
    }
}
