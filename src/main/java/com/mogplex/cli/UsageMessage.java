package com.mogplex.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        return prefix(failure.getCommandLine()) + what(failure);
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
            return "unknown option '" + argument + "'" + suggestion(argument, longOptions(command))
                    + hintForPrompt(command, "put -- before a prompt that begins with a dash");
        }
        if (!command.getSubcommands().isEmpty()) {
            return unknownCommand(argument, command);
        }
        return "unexpected argument '" + argument + "'" + hintForPrompt(command, "put the prompt in quotes");
    }

    /** That a word names no member of this command; with the one that may be meant. */
    static String unknownCommand(String word, CommandLine command) {
        Map<String, CommandLine> members = command.getSubcommands();
        List<String> elsewhere = members.entrySet().stream()
                .filter(group -> group.getValue().getSubcommands().containsKey(word))
                .map(group -> group.getKey() + " " + word)
                .toList();
        return "unknown command '" + word + "'"
                + (elsewhere.isEmpty() ? suggestion(word, members.keySet()) : didYouMean(elsewhere.get(0)));
    }

    private static List<String> longOptions(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    private static String hintForPrompt(CommandLine command, String hint) {
        return command.getCommand() instanceof RunCommand ? "; " + hint : "";
    }

    private static String suggestion(String typed, Collection<String> known) {
        return Suggestion.of(typed, known).map(UsageMessage::didYouMean).orElse("");
    }

    private static String didYouMean(String other) {
        return "; did you mean '" + other + "'?";
    }

    private static String decapitalized(String message) {
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
