package com.mogplex.cli.ci;

import com.mogplex.api.Branch;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a run, in Markdown, for a job's summary page. */
final class RunSummary {
    private static final int CELL_CHARACTERS = 300;

    /** For what follows the events. */
    private static final int RESERVED_BYTES = 200;

    /** Whatever Markdown or HTML could make something of: a link, an image, a mention, a new cell. */
    private static final String SPECIAL = "&<>|\\`*_[]()!#~@:.$\"'{}";

    private final Run run;
    private final List<RunEvent> events;

    RunSummary(Run run, List<RunEvent> events) {
        this.run = run;
        this.events = events;
    }

    /** @param bytes no more than so many, at the cost of the last events */
    String toMarkdown(int bytes) {
        StringBuilder markdown = new StringBuilder();
        markdown.append("### Mogplex run ").append(literal(run.runId())).append("\n\n");
        markdown.append("| status | branch | harness |\n| --- | --- | --- |\n");
        markdown.append(row(run.status().name(), workingBranch(run.branch()), run.harness()));
        if (run.error() != null) {
            markdown.append("\n").append(literal(run.error())).append("\n");
        }
        markdown.append("\n| time | event | tool | message |\n| --- | --- | --- | --- |\n");
        int left = bytes - length(markdown.toString()) - RESERVED_BYTES;
        int shown = 0;
        for (RunEvent event : events) {
            String row = row(event.createdAt(), event.type(), event.toolName(), event.message());
            left -= length(row);
            if (left < 0) {
                break;
            }
            markdown.append(row);
            shown++;
        }
        if (shown < events.size()) {
            markdown.append("\n").append(events.size() - shown).append(" further events are in the job's log.\n");
        }
        return markdown.append("\n").toString();
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
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
        text.codePoints().limit(CELL_CHARACTERS).forEach(character -> {
            if (SPECIAL.indexOf(character) >= 0) {
                literal.append("&#").append(character).append(';');
            } else {
                literal.appendCodePoint(Character.isWhitespace(character) ? ' ' : character);
            }
        });
        return text.codePointCount(0, text.length()) > CELL_CHARACTERS
                ? literal.append('…').toString()
                : literal.toString();
    }
}
