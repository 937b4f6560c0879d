package com.mogplex.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "logout",
        description = "Take the token out of ~/.mogplex/auth.json",
        customSynopsis = "mogplex logout",
        footer = {"", "Example:", "  mogplex logout"})
final class LogoutCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    HelpOption help;

    LogoutCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        TokenFile file = TokenFile.of(context.shell());
        context.notices().line(file.remove() ? "removed the token from " + file : "there is no token in " + file);
        if (!context.shell().variable("MOGPLEX_API_KEY").isEmpty()) {
            context.notices().note("MOGPLEX_API_KEY is still set");
        }
        return ExitCode.SUCCESS;
    }
}
