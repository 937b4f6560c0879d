package com.mogplex.cli;

import com.mogplex.cli.terminal.SecretQuestion;
import com.mogplex.client.Credential;
import com.mogplex.client.MogplexException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "login",
        description = "Store a token in ~/.mogplex/auth.json",
        customSynopsis = "mogplex login [< <file-with-the-token>]",
        footer = {
            "",
            "The token is asked for, or read from standard input. It is never taken from an argument, which every",
            "other program of this machine could read.",
            "",
            "Example:",
            "  mogplex login < token.txt"
        })
final class LoginCommand implements Callable<Integer> {
    private static final int MAX_BYTES = 8192;

    private final Context context;

    @Parameters(hidden = true, arity = "0..*")
    List<String> arguments = List.of();

    @Mixin
    HelpOption help;

    LoginCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!arguments.isEmpty()) {
            throw CommandFailure.usage(
                    "login: the token is not taken from an argument; run `mogplex login` and paste it, or pipe it in");
        }
        TokenFile file = TokenFile.of(context.shell());
        String token = context.shell().terminal().isInput() ? ask() : readInput();
        Credential credential = credential(token, file);
        file.store(token);
        context.notices().line("stored " + credential.toString().replace(" from ", " in "));
        if (!context.shell().variable("MOGPLEX_API_KEY").isEmpty()) {
            context.notices().note("MOGPLEX_API_KEY is set and goes before it");
        }
        context.notices().line("check it: mogplex doctor");
        return ExitCode.SUCCESS;
    }

    private static Credential credential(String token, TokenFile file) {
        try {
            return Credential.of(token, file.toString());
        } catch (MogplexException unusable) {
            throw CommandFailure.usage("login: what was given holds a space, a line break or a character that no token"
                    + " has; copy the token again");
        }
    }

    private String ask() {
        try {
            String answer = new SecretQuestion(context.shell())
                    .ask("Token from https://www.mogplex.com/settings/api-keys: ")
                    .orElseThrow(() -> CommandFailure.usage(
                            "login: this terminal cannot be kept from showing the token; pipe the token in"));
            return checked(answer);
        } catch (IOException unreadable) {
            throw CommandFailure.usage("login: the terminal cannot be read; pipe the token in");
        }
    }

    private String readInput() {
        try {
            byte[] bytes = context.shell().input().readNBytes(MAX_BYTES);
            return checked(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw CommandFailure.usage("login: standard input cannot be read");
        }
    }

    private static String checked(String answer) {
        String token = answer.strip();
        if (token.isEmpty()) {
            throw CommandFailure.usage("login: no token was given");
        }
        return token;
    }
}
