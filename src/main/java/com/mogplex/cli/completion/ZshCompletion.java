package com.mogplex.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The completion script for zsh: to be sourced, or to lie as {@code _mogplex} in a folder of {@code $fpath}. */
public final class ZshCompletion {
    private final List<Place> places;

    public ZshCompletion(CommandLine program) {
        this.places = Place.of(program);
    }

    public String script() {
        String paths =
                places.stream().map(Place::path).filter(path -> !path.isEmpty()).collect(Collectors.joining("|"));
        return """
            #compdef mogplex
            _mogplex() {
                local place='' i
                local -i depth=1
                local -a members flags
                for ((i = 2; i < CURRENT; i++)); do
                    case "$place/$words[i]" in
                        (%s) place+="/$words[i]"; depth=i ;;
                    esac
                done
                case "$place" in
            %s    esac
                # Flags count from the command's last word.
                words=("${(@)words[depth,-1]}")
                (( CURRENT -= depth - 1 ))
                if (( $#members )) && [[ $PREFIX != -* ]]; then
                    _describe -t commands 'mogplex command' members
                else
                    _arguments -s -S $flags '*: : '
                fi
            }
            if [[ $funcstack[1] == _mogplex ]]; then
                _mogplex "$@"
            else
                (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
                compdef _mogplex mogplex
            fi
            """.formatted(paths, places.stream().map(ZshCompletion::cases).collect(Collectors.joining()));
    }

    private static String cases(Place place) {
        StringBuilder text = new StringBuilder("        ('" + place.path() + "')\n");
        for (Place.Word word : place.words()) {
            String entry = word.description().isEmpty() ? word.text() : word.text() + ":" + word.description();
            text.append("            members+=(").append(quoted(entry)).append(")\n");
        }
        for (Flag flag : place.flags()) {
            text.append("            flags+=(").append(specification(flag)).append(")\n");
        }
        return text.append("            ;;\n").toString();
    }

    /** Source: zshcompsys(1), {@code _arguments}. */
    private static String specification(Flag flag) {
        String rest = "[" + flag.description().replace("[", "\\[").replace("]", "\\]") + "]" + value(flag);
        String others = flag.isRepeatable() ? "*" : "(" + String.join(" ", flag.names()) + ")";
        return flag.names().stream()
                .map(name -> quoted(others + name + equalsSign(name, flag) + rest))
                .collect(Collectors.joining(" "));
    }

    private static String equalsSign(String name, Flag flag) {
        return flag.value() != Flag.Value.NONE && name.startsWith("--") ? "=" : "";
    }

    private static String value(Flag flag) {
        return switch (flag.value()) {
            case NONE -> "";
            case CHOICE -> ":value:(" + String.join(" ", flag.choices()) + ")";
            case FILE -> ":file:_files";
            case TEXT -> ":value: ";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
