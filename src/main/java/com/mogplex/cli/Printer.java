package com.mogplex.cli;

import com.mogplex.cli.terminal.Palette;
import com.mogplex.cli.terminal.Terminal;
import java.util.List;

/** Prints a command's answer the way its options ask for. */
final class Printer {
    private final Context context;
    private final OutputOptions options;
    private final boolean onTerminal;
    private final Palette palette;

    Printer(Context context, OutputOptions options) {
        this.context = context;
        this.options = options;
        this.onTerminal = context.shell().terminal().isOutput();
        this.palette = Palette.of(options.color, onTerminal, context.shell());
    }

    boolean isJson() {
        return options.json;
    }

    boolean isQuiet() {
        return options.quiet;
    }

    Palette palette() {
        return palette;
    }

    /** How many columns a line may take: as many as it likes, unless a terminal would wrap it. */
    int width() {
        Terminal terminal = context.shell().terminal();
        return onTerminal ? terminal.columns() : Integer.MAX_VALUE;
    }

    void json(Object value) {
        context.output().json(value);
    }

    void jsonLines(List<?> values) {
        values.forEach(context.output()::json);
    }

    void line(String line) {
        context.output().line(line);
    }

    void lines(List<String> lines) {
        lines.forEach(context.output()::line);
    }

    void flush() {
        context.output().flush();
    }

    void note(String message) {
        if (!options.quiet) {
            context.notices().note(message);
        }
    }
}
