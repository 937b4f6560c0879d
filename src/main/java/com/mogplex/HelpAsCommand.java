package com.mogplex;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command that reads its flags by hand, as the command line's library would describe it: what its help says of it is
 * read from there, so that completion and manual page cannot say anything else. It is never run.
 *
 * <p>The help begins with {@code Usage:} and a synopsis, in which {@code --flag one|two} names a flag's choices; an
 * empty line; and somewhere lines of two blanks, a flag or several, and what they do.
 */
final class HelpAsCommand {
    /** How the help names a value that is a file. */
    private static final String FILE = "F";

    private static final String SYNOPSIS = "Usage: ";
    private static final Pattern FLAGS = Pattern.compile(" {2}(-.*?)(?: {2,}(\\S.*))?");
    private static final Pattern FLAG = Pattern.compile("(--?[a-z][a-z-]*)(?: ([A-Z][A-Z,…]*))?");
    private static final Pattern MORE_OF_A_DESCRIPTION = Pattern.compile(" {16,}(\\S.*)");
    private static final Pattern CHOICES = Pattern.compile("(--[a-z-]+) ([a-z]+(?:\\|[a-z]+)+)");

    private final CommandSpec command;
    private final List<String> lines;

    private HelpAsCommand(String name, String help) {
        command = CommandSpec.create().name(name);
        lines = help.lines().toList();
        command.usageMessage().sectionKeys(List.of(name)).sectionMap().put(name, unused -> help);
    }

    static CommandSpec of(String name, String description, String help) {
        HelpAsCommand reader = new HelpAsCommand(name, help);
        int end = reader.lines.indexOf("");
        List<String> synopsis =
                reader.lines.subList(0, end).stream().map(String::strip).toList();
        String joined = String.join(" ", synopsis);
        reader.command.usageMessage().customSynopsis(joined.substring(SYNOPSIS.length()));
        reader.command.usageMessage().description(description);
        reader.addOptions(choices(joined));
        return reader.command;
    }

    private static Map<String, List<String>> choices(String synopsis) {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        CHOICES.matcher(synopsis)
                .results()
                .forEach(found ->
                        choices.put(found.group(1), List.of(found.group(2).split("\\|", -1))));
        return choices;
    }

    private void addOptions(Map<String, List<String>> choices) {
        for (int index = 0; index < lines.size(); index++) {
            Matcher entry = FLAGS.matcher(lines.get(index));
            if (!entry.matches()) {
                continue;
            }
            String description = entry.group(2) == null ? "" : entry.group(2);
            StringBuilder text = new StringBuilder(description);
            while (index + 1 < lines.size()) {
                Matcher more = MORE_OF_A_DESCRIPTION.matcher(lines.get(index + 1));
                if (!more.matches()) {
                    break;
                }
                text.append(' ').append(more.group(1));
                index++;
            }
            add(FLAG.matcher(entry.group(1)).results().toList(), text.toString().strip(), choices);
        }
    }

    /** {@code -h, --help} is one option; {@code --first N, --second N} are two. */
    private void add(List<MatchResult> flags, String description, Map<String, List<String>> choices) {
        List<String> names = new ArrayList<>();
        for (MatchResult flag : flags) {
            names.add(flag.group(1));
            if (!flag.group(1).startsWith("--")) {
                continue;
            }
            OptionSpec.Builder option =
                    OptionSpec.builder(names.toArray(String[]::new)).description(description);
            if (flag.group(2) == null) {
                option.type(boolean.class).arity("0");
            } else {
                option.type(FILE.equals(flag.group(2)) ? Path.class : String.class)
                        .arity("1")
                        .paramLabel(flag.group(2));
                option.completionCandidates(choices.getOrDefault(flag.group(1), List.of()));
            }
            command.addOption(option.build());
            names.clear();
        }
    }
}
