package com.mogplex.cli.help;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, which picocli does not write. */
public final class FishCompletion {
    private final CommandLine root;
    private final StringBuilder script = new StringBuilder();

    public FishCompletion(CommandLine root) {
        this.root = root;
    }

    public String script() {
        script.append("# fish completion for mogplex\n");
        script.append("complete -c mogplex -f\n");
        members(root, "__fish_use_subcommand", "");
        options(root, "__fish_use_subcommand");
        root.getSubcommands().forEach(this::firstLevel);
        return script.toString();
    }

    private void firstLevel(String name, CommandLine command) {
        String seen = "__fish_seen_subcommand_from " + name;
        if (command.getSubcommands().isEmpty()) {
            options(command, seen);
            return;
        }
        String words = String.join(" ", command.getSubcommands().keySet());
        members(command, seen + "; and not __fish_seen_subcommand_from " + words, "");
        for (Map.Entry<String, CommandLine> member : command.getSubcommands().entrySet()) {
            options(member.getValue(), seen + "; and __fish_seen_subcommand_from " + member.getKey());
        }
    }

    private void members(CommandLine command, String condition, String prefix) {
        command.getSubcommands()
                .forEach((name, member) -> line(
                        condition,
                        "-a " + quoted(prefix + name),
                        member.getCommandSpec().usageMessage().description()));
    }

    private void options(CommandLine command, String condition) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            StringBuilder words = new StringBuilder();
            for (String name : option.names()) {
                words.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                        .append(' ');
            }
            if (option.arity().max() > 0) {
                words.append(option.longestName().endsWith("-file") ? "-rF " : "-x ");
            }
            line(condition, words.toString().strip(), option.description());
        }
    }

    private void line(String condition, String words, String[] description) {
        String first = description.length == 0 ? "" : description[0].replace("${DEFAULT-VALUE}", "");
        int end = first.indexOf(". ");
        script.append("complete -c mogplex -n ")
                .append(quoted(condition))
                .append(' ')
                .append(words)
                .append(" -d ")
                .append(quoted(end < 0 ? first : first.substring(0, end + 1)))
                .append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
