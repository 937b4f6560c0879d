package com.mogplex.cli.ci;

import com.mogplex.api.Branch;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a run, in Markdown, for a job's summary page. */
final class RunSummary {
    /** GitHub drops a step's whole summary above 1 MiB; 200 events of this length stay far below, escapes included. */
    private static final int MESSAGE_CHARACTERS = 300;

    /** Whatever Markdown or HTML could make something of: a link, an image, a mention, a new cell. */
    private static final String SPECIAL = "&<>|\\`*_[]()!#~@:$\"'{}";

    private final Run run;
    private final List<RunEvent> events;

    RunSummary(Run run, List<RunEvent> events) {
        this.run = run;
        this.events = events;
    }

    String toMarkdown() {
        StringBuilder markdown = new StringBuilder();
        markdown.append("### Mogplex run ").append(literal(run.runId())).append("\n\n");
        markdown.append("| status | branch | harness |\n| --- | --- | --- |\n");
        markdown.append(row(run.status().name(), workingBranch(run.branch()), run.harness()));
        if (run.error() != null) {
            markdown.append("\n").append(literal(run.error())).append("\n");
        }
        markdown.append("\n| time | event | tool | message |\n| --- | --- | --- | --- |\n");
        for (RunEvent event : events) {
            markdown.append(row(event.createdAt(), event.type(), event.toolName(), event.message()));
        }
        return markdown.append("\n").toString();
    }

    private static @Nullable String workingBranch(@Nullable Branch branch) {
        return branch == null ? null : branch.working();
    }

    private static String row(@Nullable String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(cell == null ? "" : literal(cell)).append(" |");
        }
        return row.append('\n').toString();
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder();
        text.codePoints().limit(MESSAGE_CHARACTERS).forEach(character -> {
            if (SPECIAL.indexOf(character) >= 0) {
                literal.append("&#").append(character).append(';');
            } else {
                literal.appendCodePoint(Character.isWhitespace(character) ? ' ' : character);
            }
        });
        return text.codePointCount(0, text.length()) > MESSAGE_CHARACTERS
                ? literal.append('…').toString()
                : literal.toString();
    }
}
