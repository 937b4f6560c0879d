package com.mogplex.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "login", description = "TODO")
final class LoginCommand implements Callable<Integer> {
    LoginCommand(Context context) {}

    @Override
    public Integer call() {
        return 1;
    }
}
