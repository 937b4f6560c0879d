package com.mogplex.cli;

import com.mogplex.cli.terminal.ColorMode;
import picocli.CommandLine.Option;

/** How a command's answer is printed. */
final class OutputOptions {
    private static final int LAST = 1000;

    @Option(names = "--json", order = LAST, description = "Print JSON: one object on each line.")
    boolean json;

    @Option(
            names = "--color",
            order = LAST + 1,
            paramLabel = "<when>",
            defaultValue = "auto",
            completionCandidates = Values.Colors.class,
            description = "Colour: auto, always or never. Default: ${DEFAULT-VALUE}, which heeds NO_COLOR.")
    ColorMode color = ColorMode.AUTO;

    @Option(
            names = {"-q", "--quiet"},
            order = LAST + 2,
            description = "No notes and no progress, only data and errors.")
    boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = LAST + 4,
            description = "Show this help.")
    boolean help;
}
