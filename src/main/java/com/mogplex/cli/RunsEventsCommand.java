package com.mogplex.cli;

import com.mogplex.api.RunEvent;
import com.mogplex.api.RunEvents;
import com.mogplex.cli.output.EventText;
import com.mogplex.client.RunSnapshot;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "events",
        description = "List or tail a run's event stream",
        customSynopsis = "mogplex runs events <run-id> [--follow [--timeout <seconds>]] [--json]",
        footer = {"", "Example:", "  mogplex runs events \"$RUN_ID\" --follow --timeout 600"})
final class RunsEventsCommand implements Callable<Integer> {
    /** Source: the v1 documents, "List run events". */
    private static final int DEFAULT_LIMIT = 100;

    private final Context context;

    @Parameters(
            paramLabel = "<run-id>",
            converter = Values.Id.class,
            description = "The run's id, as `mogplex run` printed it.")
    String runId;

    @Option(
            names = "--limit",
            paramLabel = "<n>",
            converter = Values.Limit.class,
            description = "Without --follow: at most so many, the oldest first, 1 to 200. Default: 100.")
    @Nullable
    Integer limit;

    @Option(
            names = "--after",
            paramLabel = "<event-id>",
            converter = Values.Id.class,
            description = "Only events after this one: resumes where a tail ended.")
    @Nullable
    String after;

    @Mixin
    FollowOptions following;

    @Mixin
    OutputOptions output;

    RunsEventsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        following.check("runs events");
        return following.follow ? follow() : list();
    }

    private int follow() {
        if (limit != null) {
            throw CommandFailure.usage("runs events: --limit does not go with --follow");
        }
        return new RunTail(context, new Printer(context, output), following).follow(runId, after);
    }

    private int list() {
        Printer printer = new Printer(context, output);
        // The API has no cursor, so what lies after an event is found among as many as it serves.
        int asked = after == null ? limitOr(DEFAULT_LIMIT) : RunEvents.MAX_LIMIT;
        RunSnapshot found = context.client(printer::waiting).listRunEvents(runId, asked, Context.requestDeadline());
        List<RunEvent> events = found.events();
        if (after != null) {
            events = new EventsAfter(after, printer).of(events);
            events = events.subList(0, Math.min(limitOr(DEFAULT_LIMIT), events.size()));
        }
        print(events, printer);
        if (found.eventLimitReached()) {
            printer.note(RunTail.EVENT_LIMIT_REACHED);
        }
        return ExitCode.SUCCESS;
    }

    private int limitOr(int fallback) {
        return limit == null ? fallback : limit;
    }

    private static void print(List<RunEvent> events, Printer printer) {
        if (printer.isJson()) {
            printer.jsonLines(events);
        } else {
            EventText text = new EventText(printer.palette());
            events.forEach(event -> printer.line(text.line(event)));
        }
        printer.flush();
    }
}
