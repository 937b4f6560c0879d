package com.mogplex.mcp.tool;

import com.mogplex.api.Cancellation;
import com.mogplex.api.Run;
import com.mogplex.mcp.protocol.CallContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** {@code cancel_run}: ends a run. */
final class CancelRun implements Tool {
    /** What the result takes beside its run. */
    private static final int FRAME_BYTES = 1_000;

    private final Budget budget;

    CancelRun(Budget budget) {
        this.budget = budget;
    }

    @Override
    public ToolDefinition definition() {
        return new ToolDefinition(
                "cancel_run",
                "Cancel a run",
                "Asks a run to stop. It reaches the status cancelled shortly after; one that has ended already is left"
                        + " as it is. Only this cancels a run: giving up a wait does not.",
                new ToolDefinition.Effect(false, true, true, false),
                List.of(RunId.FIELD),
                Output.result()
                        .object("run", RunView.briefSchema())
                        .string("status", "cancellation_requested or already_terminal.")
                        .schema());
    }

    @Override
    public CompletionStage<ToolResult> call(Arguments arguments, CallContext context) {
        Cancellation cancellation = context.client().cancelRun(arguments.text(RunId.NAME), context.deadline());
        Run run = cancellation.run();
        boolean ended = cancellation.status().equals(Cancellation.ALREADY_TERMINAL);
        ObjectNode content = ToolResult.begin(
                ended
                        ? RunView.name(run) + " had ended before; nothing was changed."
                        : "Cancellation of " + RunView.name(run).replaceFirst("^R", "r") + " was requested.",
                ended || run.status().isTerminal()
                        ? "Call list_run_events with runId=" + Ids.quoted(run.runId()) + " to see what it did."
                        : "Call wait_for_run with runId=" + Ids.quoted(run.runId()) + " to see it end.");
        content.set("run", RunView.of(run, budget.bytes() - FRAME_BYTES));
        content.put("status", cancellation.status());
        return CompletableFuture.completedFuture(ToolResult.of(content));
    }
}
