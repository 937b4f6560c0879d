package com.mogplex.cli.completion;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A flag of a command.
 *
 * @param names the short one first, if there is one
 * @param description one sentence
 * @param value what follows it
 * @param choices the values, where there are only some
 * @param isRepeatable whether it may be given again
 */
record Flag(List<String> names, String description, Value value, List<String> choices, boolean isRepeatable) {
    /** What a flag is followed by. */
    enum Value {
        NONE,
        CHOICE,
        FILE,
        TEXT
    }

    Flag {
        names = List.copyOf(names);
        choices = List.copyOf(choices);
    }

    static List<Flag> of(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(Flag::of)
                .toList();
    }

    private static Flag of(OptionSpec option) {
        List<String> choices = Place.choices(option);
        return new Flag(
                List.of(option.names()),
                Place.summary(option.description()),
                value(option, choices),
                choices,
                option.isMultiValue());
    }

    private static Value value(OptionSpec option, List<String> choices) {
        if (option.arity().max() == 0) {
            return Value.NONE;
        }
        if (!choices.isEmpty()) {
            return Value.CHOICE;
        }
        boolean isFile = option.longestName().endsWith("-file")
                || Arrays.asList(option.auxiliaryTypes()).contains(Path.class);
        return isFile ? Value.FILE : Value.TEXT;
    }

    List<String> longNames() {
        return names.stream().filter(name -> name.startsWith("--")).toList();
    }
}
