package com.mogplex.mcp.tool;

import com.mogplex.api.Harness;
import com.mogplex.api.Run;
import com.mogplex.api.StartRunRequest;
import com.mogplex.client.Deadline;
import com.mogplex.client.MogplexException;
import com.mogplex.mcp.protocol.CallContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** {@code start_run}: starts an agent and returns at once. */
final class StartRun implements Tool {
    /** What the result takes beside its run. */
    private static final int FRAME_BYTES = 1_000;

    private static final int MAX_BRANCH_CHARACTERS = 250;

    private final Budget budget;

    StartRun(Budget budget) {
        this.budget = budget;
    }

    @Override
    public ToolDefinition definition() {
        return new ToolDefinition(
                "start_run",
                "Start a run",
                "Starts a coding agent on a repository and returns at once with a runId; the agent works on for minutes."
                        + " The prompt must stand alone: the agent sees the repository, not this conversation. Then call"
                        + " wait_for_run. If a call fails, repeat it with the idempotencyKey from the error: that never"
                        + " starts a second run.",
                new ToolDefinition.Effect(false, false, false, true),
                List.of(
                        Field.text(
                                        "repoId",
                                        Calls.MAX_ID_CHARACTERS,
                                        "A UUID from list_repos, or the exact owner/name.")
                                .asRequired(),
                        Field.text(
                                        "prompt",
                                        StartRunRequest.MAX_PROMPT_CHARACTERS,
                                        "The whole task, in words for the agent.")
                                .asRequired(),
                        Field.word("harness", Harness.wireNames(), "The agent. Default codex."),
                        Field.text("baseBranch", MAX_BRANCH_CHARACTERS, "Default: the repo's default branch."),
                        Field.text(
                                "workingBranch",
                                MAX_BRANCH_CHARACTERS,
                                "Where the agent commits. Default: the base branch, or a generated one with"
                                        + " createBranch."),
                        Field.flag("createBranch", "Commit to a new branch. Recommended."),
                        Field.text("rootDirectory", 1_000, "The folder to work in, in a monorepo."),
                        Field.text(
                                "idempotencyKey",
                                StartRunRequest.MAX_IDEMPOTENCY_KEY_CHARACTERS,
                                "Only to repeat a start whose answer was lost. Leave it out otherwise.")),
                Output.result()
                        .object("run", RunView.briefSchema())
                        .string("idempotencyKey", "Names this start.")
                        .schema());
    }

    @Override
    public CompletionStage<ToolResult> call(Arguments arguments, CallContext context) {
        String key = arguments.optionalText("idempotencyKey").orElseGet(() -> newKey(context));
        try {
            return CompletableFuture.completedFuture(start(arguments, key, context));
        } catch (MogplexException failure) {
            return CompletableFuture.completedFuture(failed(failure, key));
        }
    }

    /** Told before anything is sent: a host that gives up on the call, or loses this server, gets no result with it. */
    private static String newKey(CallContext context) {
        String key = "mcp:" + UUID.randomUUID();
        context.progress().report("starting under idempotencyKey=" + key);
        return key;
    }

    private ToolResult start(Arguments arguments, String key, CallContext context) {
        Deadline deadline = context.deadline();
        String repoId = context.client().resolveRepoId(arguments.text("repoId"), deadline);
        StartRunRequest request = new StartRunRequest(
                repoId,
                arguments.text("prompt"),
                arguments.optionalText("harness").orElse(null),
                arguments.optionalText("baseBranch").orElse(null),
                arguments.optionalText("workingBranch").orElse(null),
                arguments.flag("createBranch").orElse(null),
                arguments.optionalText("rootDirectory").orElse(null),
                null,
                null,
                null);
        Run run = context.client().startRun(request, key, deadline);
        boolean replayed = Boolean.TRUE.equals(run.replayed());
        ObjectNode content = ToolResult.begin(
                RunView.name(run) + (replayed ? " had been started before under this key." : " was started."),
                "Call wait_for_run with runId=" + Ids.quoted(run.runId()) + ".");
        content.set("run", RunView.of(run, budget.bytes() - FRAME_BYTES));
        content.put("idempotencyKey", key);
        return ToolResult.of(content);
    }

    /** The run may have started all the same: with the key, trying again finds it. */
    private static ToolResult failed(MogplexException failure, String key) {
        ToolResult result = ToolErrors.of(failure);
        boolean answerLost = failure.retryable() || failure.fault().isPresent();
        if (answerLost && result.content().get("error") instanceof ObjectNode error) {
            String suggestion = failure.suggestion() + " Repeat start_run with the same arguments and idempotencyKey="
                    + Ids.quoted(key) + ": that never starts a second run.";
            error.put("suggestion", suggestion).put("idempotencyKey", key);
            result.content().put("nextStep", suggestion);
        }
        return result;
    }
}
