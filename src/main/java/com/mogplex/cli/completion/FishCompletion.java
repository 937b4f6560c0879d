package com.mogplex.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The completion script for fish. */
public final class FishCompletion {
    private final List<Place> places;

    public FishCompletion(CommandLine program) {
        this.places = Place.of(program);
    }

    public String script() {
        String paths =
                places.stream().map(Place::path).filter(path -> !path.isEmpty()).collect(Collectors.joining(" "));
        StringBuilder script = new StringBuilder("""
            # fish completion for mogplex
            function __mogplex_at
                set -l place ''
                for word in (commandline -opc)[2..-1]
                    switch "$place/$word"
                        case %s
                            set place "$place/$word"
                    end
                end
                test "$place" = "$argv[1]"
            end
            complete -c mogplex -f
            """.formatted(paths));
        for (Place place : places) {
            place.words().forEach(word -> line(script, place, "-a " + quoted(word.text()), word.description()));
            place.flags().forEach(flag -> line(script, place, words(flag), flag.description()));
        }
        return script.toString();
    }

    private static String words(Flag flag) {
        String names = flag.names().stream()
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        return names
                + switch (flag.value()) {
                    case NONE -> "";
                    case CHOICE -> " -x -a " + quoted(String.join(" ", flag.choices()));
                    case FILE -> " -rF";
                    case TEXT -> " -x";
                };
    }

    private static void line(StringBuilder script, Place place, String words, String description) {
        script.append("complete -c mogplex -n ")
                .append(quoted("__mogplex_at " + (place.path().isEmpty() ? "''" : place.path())))
                .append(' ')
                .append(words);
        if (!description.isEmpty()) {
            script.append(" -d ").append(quoted(description));
        }
        script.append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
