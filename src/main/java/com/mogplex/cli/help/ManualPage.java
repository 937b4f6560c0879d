package com.mogplex.cli.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command's manual page, in the language of man(7). */
public final class ManualPage {
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7F]");

    private final CommandLine command;
    private final List<String> lines = new ArrayList<>();

    public ManualPage(CommandLine command) {
        this.command = command;
    }

    public String text() {
        CommandSpec spec = command.getCommandSpec();
        String name = spec.qualifiedName("-");
        lines.add(".TH \"" + name.toUpperCase(Locale.ROOT) + "\" \"1\" \"\" \"mogplex\" \"mogplex\"");
        section("NAME");
        lines.add(literal(name) + " \\- "
                + literal(String.join(" ", spec.usageMessage().description())));
        section("SYNOPSIS");
        lines.add(literal(HelpText.synopsis(command)));
        arguments(spec);
        members();
        footer(spec.usageMessage().footer());
        exitStatus();
        return String.join("\n", lines) + "\n";
    }

    private void arguments(CommandSpec spec) {
        if (spec.args().isEmpty()) {
            return;
        }
        section("OPTIONS");
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> entry(parameter.paramLabel(), description(parameter)));
        for (OptionSpec option : spec.options()) {
            String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
            entry(String.join(", ", option.names()) + value, description(option));
        }
    }

    private static String description(ArgSpec argument) {
        String fallback = argument.defaultValue() == null ? "" : argument.defaultValue();
        return String.join(" ", argument.description()).replace("${DEFAULT-VALUE}", fallback);
    }

    private void members() {
        if (command.getSubcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        command.getSubcommands()
                .values()
                .forEach(member -> entry(
                        member.getCommandSpec().qualifiedName(),
                        String.join(" ", member.getCommandSpec().usageMessage().description())));
    }

    private void footer(String[] footer) {
        boolean isExample = false;
        for (String line : footer) {
            if (line.equals("Example:")) {
                section("EXAMPLE");
                lines.add(".nf");
                isExample = true;
            } else if (!line.isBlank()) {
                lines.add(literal(line.strip()));
            }
        }
        if (isExample) {
            lines.add(".fi");
        }
    }

    /** Source: the v1 documents, "Exit codes". */
    private void exitStatus() {
        section("EXIT STATUS");
        entry("0", "Success");
        entry("1", "Generic failure");
        entry("2", "Usage error");
        entry("64", "Unauthorized: no token, or a token that is not accepted");
        entry("65", "Forbidden: the token lacks the scope");
        entry("69", "Service unavailable");
        entry("75", "Rate limited: try again later");
        entry("130", "Interrupted");
        entry("141", "The reader of the output has gone");
    }

    private void section(String title) {
        lines.add(".SH " + title);
    }

    private void entry(String term, String description) {
        lines.add(".TP");
        lines.add("\\fB" + literal(term) + "\\fR");
        lines.add(literal(description));
    }

    /** What man(7) would take for its own, or not know, is escaped. */
    private static String literal(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        String known = NOT_ASCII
                .matcher(escaped)
                .replaceAll(
                        character -> "\\\\[u%04X]".formatted(character.group().codePointAt(0)));
        return known.startsWith(".") || known.startsWith("'") ? "\\&" + known : known;
    }
}
