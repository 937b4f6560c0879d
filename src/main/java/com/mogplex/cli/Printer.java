package com.mogplex.cli;

import com.mogplex.cli.terminal.Palette;
import com.mogplex.cli.terminal.Terminal;
import com.mogplex.client.MogplexException;
import com.mogplex.client.Wait;
import java.time.Duration;
import java.util.List;

/** Prints a command's answer the way its options ask for. */
final class Printer {
    /** Longer than the client's own pauses within one call: somebody has asked for it. */
    private static final Duration NOTEWORTHY = Duration.ofSeconds(4);

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

    /** Says what is waited for. */
    void waiting(Wait wait) {
        if (wait.length().compareTo(NOTEWORTHY) >= 0) {
            MogplexException reason = wait.reason();
            note("waiting " + wait.length().plusMillis(999).toSeconds() + " s: " + reason.code() + ": "
                    + reason.getMessage());
        }
    }

    void note(String message) {
        if (!options.quiet) {
            context.notices().note(message);
        }
    }
}
