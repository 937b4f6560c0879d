package com.mogplex.mcp.tool;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunEvents;
import com.mogplex.client.RunSnapshot;
import com.mogplex.mcp.protocol.CallContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** {@code wait_for_run}: waits for a run's end, within bounds that every host bears. */
final class WaitForRun implements Tool {
    private static final int DEFAULT_WAIT_SECONDS = 30;

    private final Budget budget;

    WaitForRun(Budget budget) {
        this.budget = budget;
    }

    @Override
    public ToolDefinition definition() {
        return new ToolDefinition(
                "wait_for_run",
                "Wait for a run",
                "Waits until a run has ended, or for waitSeconds, and returns where it stands and its last event. Call it"
                        + " again while finished is false; after about ten times, report what you know and stop.",
                new ToolDefinition.Effect(true, false, true, true),
                List.of(
                        RunId.FIELD,
                        Field.integer(
                                "waitSeconds",
                                0,
                                Calls.MAX_WAIT_SECONDS,
                                "How long at most. Default " + DEFAULT_WAIT_SECONDS + ".")),
                Output.result()
                        .flag("finished", "Whether the run has ended.")
                        .integer("waitedSeconds", "")
                        .object("run", RunView.briefSchema())
                        .integer("eventCount", "")
                        .flag("eventLimitReached", "These are all 200 events that the API serves.")
                        .object("lastEvent", EventView.briefSchema())
                        .schema());
    }

    @Override
    public CompletionStage<ToolResult> call(Arguments arguments, CallContext context) {
        long began = System.nanoTime();
        return Waiting.until(
                        arguments.text(RunId.NAME),
                        snapshot -> snapshot.run().status().isTerminal(),
                        arguments.integer("waitSeconds", DEFAULT_WAIT_SECONDS),
                        context)
                .thenApply(snapshot -> result(
                        snapshot, Duration.ofNanos(System.nanoTime() - began).toSeconds()));
    }

    private ToolResult result(RunSnapshot snapshot, long waitedSeconds) {
        Run run = snapshot.run();
        boolean finished = run.status().isTerminal();
        String limit = snapshot.eventLimitReached()
                ? " Only its first " + RunEvents.MAX_LIMIT + " events can be read: the API serves no later ones."
                : "";
        ObjectNode content = ToolResult.begin(
                (finished
                                ? RunView.name(run) + " ended: " + RunView.status(run) + "."
                                : RunView.name(run) + " was still " + RunView.status(run) + " after " + waitedSeconds
                                        + " s.")
                        + limit,
                finished
                        ? "Call list_run_events with runId=" + Ids.quoted(run.runId()) + " to see what it did."
                        : "Call wait_for_run with runId=" + Ids.quoted(run.runId())
                                + " again. Call cancel_run to stop it.");
        content.put("finished", finished);
        content.put("waitedSeconds", waitedSeconds);
        content.set("run", RunView.of(run, budget.bytes() / 3));
        List<RunEvent> events = snapshot.events();
        content.put("eventCount", events.size());
        if (snapshot.eventLimitReached()) {
            content.put("eventLimitReached", true);
        }
        if (!events.isEmpty()) {
            RunEvent last = events.get(events.size() - 1);
            content.set("lastEvent", EventView.of(last, budget.bytes() / 2));
        }
        return ToolResult.of(content);
    }
}
