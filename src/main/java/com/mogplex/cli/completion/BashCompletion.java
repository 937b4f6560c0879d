package com.mogplex.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The completion script for bash, also the old one of macOS. */
public final class BashCompletion {
    private static final String FILES = "local IFS=$'\\n'; COMPREPLY=($(compgen -f -- \"$current\")); "
            + "compopt -o filenames 2>/dev/null; return";

    private final List<Place> places;

    public BashCompletion(CommandLine program) {
        this.places = Place.of(program);
    }

    public String script() {
        return """
            # bash completion for mogplex
            _mogplex() {
                local place='' members='' flags='' words='' i
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "$place/${COMP_WORDS[i]}" in
                        %s) place+="/${COMP_WORDS[i]}" ;;
                    esac
                done
                # --flag=value comes as three words.
                if [[ $current == '=' ]]; then
                    current=''
                elif [[ $previous == '=' ]]; then
                    previous=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                case "$place" in
            %s    esac
                case "$place $previous" in
            %s        *) if [[ $current == -* || -z $members ]]; then words=$flags; else words=$members; fi ;;
                esac
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -F _mogplex mogplex
            """.formatted(paths(), members(), values());
    }

    private String paths() {
        return places.stream().map(Place::path).filter(path -> !path.isEmpty()).collect(Collectors.joining(" | "));
    }

    private String members() {
        StringBuilder cases = new StringBuilder();
        for (Place place : places) {
            String members = place.words().stream().map(Place.Word::text).collect(Collectors.joining(" "));
            String flags = place.flags().stream()
                    .flatMap(flag -> flag.longNames().stream())
                    .collect(Collectors.joining(" "));
            cases.append("        '%s') members='%s' flags='%s' ;;\n".formatted(place.path(), members, flags));
        }
        return cases.toString();
    }

    private String values() {
        StringBuilder cases = new StringBuilder();
        for (Place place : places) {
            for (Flag flag : place.flags()) {
                if (flag.value() == Flag.Value.CHOICE) {
                    String words = String.join(" ", flag.choices());
                    cases.append("        %s) words='%s' ;;\n".formatted(patterns(place, flag), words));
                }
            }
        }
        append(cases, Flag.Value.FILE, FILES);
        append(cases, Flag.Value.TEXT, "return");
        return cases.toString();
    }

    private void append(StringBuilder cases, Flag.Value value, String action) {
        Predicate<Flag> wanted = flag -> flag.value() == value;
        List<String> patterns = new ArrayList<>();
        for (Place place : places) {
            place.flags().stream().filter(wanted).forEach(flag -> patterns.add(patterns(place, flag)));
        }
        if (!patterns.isEmpty()) {
            cases.append("        %s) %s ;;\n".formatted(String.join(" | ", patterns), action));
        }
    }

    private static String patterns(Place place, Flag flag) {
        return flag.names().stream()
                .map(name -> "'" + place.path() + " " + name + "'")
                .collect(Collectors.joining(" | "));
    }
}
