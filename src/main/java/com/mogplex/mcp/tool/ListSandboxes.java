package com.mogplex.mcp.tool;

import com.mogplex.api.Json;
import com.mogplex.api.Sandbox;
import com.mogplex.client.Deadline;
import com.mogplex.mcp.protocol.CallContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code list_sandboxes}: the machines that runs work in. */
final class ListSandboxes implements Tool {
    private static final int API_LIMIT = 200;

    private final Budget budget;

    ListSandboxes(Budget budget) {
        this.budget = budget;
    }

    @Override
    public ToolDefinition definition() {
        ObjectNode sandbox = Output.object()
                .string("id", "")
                .string("sandboxId", "")
                .string("repoId", "")
                .string("status", "running, paused, stopped, error, …")
                .string("baseBranch", "")
                .string("workingBranch", "")
                .string("previewUrl", "")
                .string("lastActiveAt", "")
                .requiring("id", "status");
        return new ToolDefinition(
                "list_sandboxes",
                "List sandboxes",
                "Lists the sandboxes that runs work in, the last active first. Use it to see what is running where.",
                new ToolDefinition.Effect(true, false, true, false),
                List.of(
                        Field.text("repoId", Calls.MAX_ID_CHARACTERS, "Only of this repo: a UUID or owner/name."),
                        Field.text("status", 40, "Only in this status, such as running."),
                        Field.integer("limit", 1, API_LIMIT, "At most so many. Default 50."),
                        Field.text("cursor", Calls.MAX_ID_CHARACTERS, "nextCursor of the page before.")),
                Output.result()
                        .listOf("sandboxes", sandbox)
                        .integer("remaining", "How many come after these.")
                        .string("nextCursor", "Pass as cursor for the rest.")
                        .schema());
    }

    @Override
    public CompletionStage<ToolResult> call(Arguments arguments, CallContext context) {
        Deadline deadline = context.deadline();
        String repoId = arguments
                .optionalText("repoId")
                .map(repo -> context.client().resolveRepoId(repo, deadline))
                .orElse(null);
        List<Sandbox> sandboxes = context.client()
                .listSandboxes(repoId, arguments.optionalText("status").orElse(null), API_LIMIT, deadline);
        Page page = Page.of(
                sandboxes,
                Sandbox::id,
                arguments.optionalText("cursor"),
                arguments.integer("limit", 50),
                budget.bytes() - 1_000,
                ListSandboxes::view);
        ObjectNode content = ToolResult.begin(
                sandboxes.isEmpty() ? "No sandbox matched." : "Found " + Count.of(sandboxes.size(), "sandbox") + ".",
                page.cursor()
                        .map(last -> "Call list_sandboxes again with cursor=" + Ids.quoted(last) + " for the rest.")
                        .orElse("Call start_run to start another run, or get_run to look at one."));
        page.items().forEach(content.putArray("sandboxes")::add);
        page.describe(content);
        return CompletableFuture.completedFuture(ToolResult.of(content));
    }

    private static ObjectNode view(Sandbox sandbox) {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("id", sandbox.id());
        put(view, "sandboxId", sandbox.sandboxId());
        put(view, "repoId", sandbox.repoId());
        view.put("status", sandbox.status());
        put(view, "baseBranch", sandbox.baseBranch());
        put(view, "workingBranch", sandbox.workingBranch());
        put(view, "previewUrl", sandbox.previewUrl());
        put(view, "lastActiveAt", sandbox.lastActiveAt());
        return view;
    }

    private static void put(ObjectNode view, String name, @Nullable String value) {
        if (value != null) {
            view.put(name, value);
        }
    }
}
