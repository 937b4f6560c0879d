package com.mogplex.mcp.tool;

import com.mogplex.api.Run;
import com.mogplex.mcp.protocol.CallContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** {@code get_run}: where a run stands. */
final class GetRun implements Tool {
    /** What the result takes beside its run. */
    private static final int FRAME_BYTES = 1_000;

    private final Budget budget;

    GetRun(Budget budget) {
        this.budget = budget;
    }

    @Override
    public ToolDefinition definition() {
        return new ToolDefinition(
                "get_run",
                "Get a run",
                "Shows where a run stands: status, branches, error. To wait for its end use wait_for_run, not this in a"
                        + " loop.",
                new ToolDefinition.Effect(true, false, true, false),
                List.of(RunId.FIELD),
                Output.result().object("run", RunView.schema()).schema());
    }

    @Override
    public CompletionStage<ToolResult> call(Arguments arguments, CallContext context) {
        Run run = context.client().getRun(arguments.text(RunId.NAME), context.deadline());
        ObjectNode content = ToolResult.begin(
                RunView.name(run) + (run.status().isTerminal() ? " had ended: " : " was ") + RunView.status(run) + ".",
                run.status().isTerminal()
                        ? "Call list_run_events with runId=" + Ids.quoted(run.runId()) + " to see what it did."
                        : "Call wait_for_run with runId=" + Ids.quoted(run.runId()) + ".");
        content.set("run", RunView.of(run, budget.bytes() - FRAME_BYTES));
        return CompletableFuture.completedFuture(ToolResult.of(content));
    }
}
