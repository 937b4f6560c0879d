package com.mogplex.cli.completion;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What can be typed after a command's words.
 *
 * @param path the words so far, each behind a slash: {@code /runs/events}; empty for the program alone
 * @param words what may come next
 * @param flags what may come anywhere from here on
 */
record Place(String path, List<Word> words, List<Flag> flags) {
    /** The label of an argument that is itself a command's words. */
    private static final String COMMAND_WORDS = "<command>";

    /** A word and what it means; the meaning may be empty. */
    record Word(String text, String description) {}

    Place {
        requireNonNull(path, "path is null");
        words = List.copyOf(words);
        flags = List.copyOf(flags);
    }

    /** Every place of a program, itself first. */
    static List<Place> of(CommandLine program) {
        List<Place> places = new ArrayList<>();
        collect(program, "", places);
        return places;
    }

    private static void collect(CommandLine command, String path, List<Place> places) {
        CommandSpec spec = command.getCommandSpec();
        boolean takesCommandWords = spec.positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals(COMMAND_WORDS));
        CommandLine members = takesCommandWords ? program(command) : command;
        List<Word> words = Stream.concat(commands(members), choices(spec)).toList();
        places.add(new Place(path, words, Flag.of(spec)));
        if (takesCommandWords) {
            collectWordsOnly(members, path, places);
        } else {
            members.getSubcommands().forEach((name, member) -> collect(member, path + "/" + name, places));
        }
    }

    private static void collectWordsOnly(CommandLine command, String path, List<Place> places) {
        command.getSubcommands().forEach((name, member) -> {
            String next = path + "/" + name;
            places.add(new Place(next, commands(member).toList(), List.of()));
            collectWordsOnly(member, next, places);
        });
    }

    private static CommandLine program(CommandLine command) {
        return command.getParent() == null ? command : program(command.getParent());
    }

    private static Stream<Word> commands(CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .map(member -> new Word(member.getKey(), summary(description(member.getValue()))));
    }

    private static String[] description(CommandLine command) {
        return command.getCommandSpec().usageMessage().description();
    }

    private static Stream<Word> choices(CommandSpec spec) {
        return spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(PositionalParamSpec::completionCandidates)
                .flatMap(candidates -> candidates == null ? Stream.of() : texts(candidates).stream())
                .map(text -> new Word(text, ""));
    }

    static List<String> choices(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null ? List.of() : texts(candidates);
    }

    private static List<String> texts(Iterable<String> candidates) {
        return StreamSupport.stream(candidates.spliterator(), false).toList();
    }

    /** The first sentence: a shell shows it on half a line. */
    static String summary(String[] description) {
        String first = description.length == 0 ? "" : description[0];
        int end = first.indexOf(". ");
        return end < 0 ? first : first.substring(0, end + 1);
    }
}
