package com.mogplex.cli.output;

import com.mogplex.api.Branch;
import com.mogplex.api.Cancellation;
import com.mogplex.api.Run;
import com.mogplex.cli.terminal.Palette;
import com.mogplex.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A run for a person, line by line as the v1 documents show it. */
public final class RunText {
    private static final int LABEL_COLUMNS = 8;
    /** What a shell takes for one plain word. The API is not trusted with more in a line that is there to be pasted. */
    private static final Pattern PASTEABLE_ID = Pattern.compile("[A-Za-z0-9._:][A-Za-z0-9._:-]*");

    private static final String ABSENT = "-";

    private final Palette palette;

    public RunText(Palette palette) {
        this.palette = palette;
    }

    /** What {@code mogplex run} prints. */
    public List<String> started(Run run) {
        String verb = Boolean.TRUE.equals(run.replayed()) ? "matched existing run " : "started run ";
        List<String> lines = new ArrayList<>(List.of(
                verb + run.runId() + " (" + status(run) + ")",
                field("repo", run.repoId()),
                field("harness", run.harness()),
                field("branch", branch(run.branch()))));
        if (PASTEABLE_ID.matcher(run.runId()).matches()) {
            lines.add("tail events: mogplex runs events " + run.runId() + " --follow");
        }
        return lines;
    }

    /** What {@code mogplex runs get} prints. */
    public List<String> detail(Run run) {
        List<String> lines = new ArrayList<>(List.of(
                field("run", run.runId()),
                field("status", status(run)),
                field("harness", run.harness()),
                field("repo", run.repoId()),
                field("branch", branch(run.branch())),
                field("sandbox", run.sandboxId()),
                field("events", run.eventsUrl()),
                field("cancel", run.cancelUrl()),
                field("created", run.createdAt()),
                field("updated", run.updatedAt())));
        if (run.error() != null) {
            lines.add(field("error", palette.paint(Style.BAD, OneLine.of(run.error()))));
        }
        return lines;
    }

    /** What {@code mogplex runs cancel} prints. */
    public List<String> cancelled(Cancellation cancellation) {
        Run run = cancellation.run();
        String first = cancellation.status().equals(Cancellation.ALREADY_TERMINAL)
                ? "run " + run.runId() + " had already ended (" + status(run) + ")"
                : "cancellation requested for run " + run.runId();
        return List.of(first, "status: " + cancellation.status());
    }

    /** The line that ends a tail. */
    public String ended(Run run) {
        return "--- run " + run.runId() + " " + status(run) + " ---";
    }

    private String status(Run run) {
        return palette.paint(Style.ofStatus(run.status()), run.status().name());
    }

    private static String branch(@Nullable Branch branch) {
        if (branch == null || branch.working() == null && branch.base() == null) {
            return ABSENT;
        }
        String base = branch.base() == null ? ABSENT : branch.base();
        String working = branch.working() == null ? base : branch.working();
        return working + " (base " + base + (branch.createBranch() ? ", created)" : ")");
    }

    private static String field(String label, @Nullable String value) {
        return label + " ".repeat(LABEL_COLUMNS - label.length()) + (value == null ? ABSENT : value);
    }
}
