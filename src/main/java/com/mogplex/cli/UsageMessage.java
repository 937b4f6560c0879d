package com.mogplex.cli;

import com.mogplex.cli.output.OneLine;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with the arguments, in one line. */
final class UsageMessage {
    private UsageMessage() {}

    static String of(ParameterException failure) {
        return OneLine.of(prefix(failure.getCommandLine()) + what(failure));
    }

    private static String what(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        ArgSpec argument = failure.getArgSpec();
        if (argument != null && failure.getCause() instanceof TypeConversionException reason) {
            return "invalid " + name(argument) + ": " + reason.getMessage();
        }
        return decapitalized(String.valueOf(failure.getMessage()));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** The command's name, as the documents' own message has it: {@code run: …}; nothing for the program itself. */
    static String prefix(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        int end = name.indexOf(' ');
        return end < 0 ? "" : name.substring(end + 1) + ": ";
    }

    private static String unmatched(UnmatchedArgumentException failure) {
        String argument = failure.getUnmatched().get(0);
        CommandLine command = failure.getCommandLine();
        if (argument.startsWith("-") && argument.length() > 1) {
            return "unknown option '" + argument + "'" + suggestion(failure.getSuggestions())
                    + hintForPrompt(command, "put -- before a prompt that begins with a dash");
        }
        if (!command.getSubcommands().isEmpty()) {
            return "unknown command '" + argument + "'" + suggestion(failure.getSuggestions());
        }
        return "unexpected argument '" + argument + "'" + hintForPrompt(command, "put the prompt in quotes");
    }

    private static String hintForPrompt(CommandLine command, String hint) {
        return command.getCommand() instanceof RunCommand ? "; " + hint : "";
    }

    private static String suggestion(List<String> suggestions) {
        return suggestions.isEmpty() ? "" : "; did you mean '" + suggestions.get(0) + "'?";
    }

    private static String decapitalized(String message) {
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
