package com.mogplex.mcp.tool;

import com.mogplex.api.Json;
import com.mogplex.api.Repo;
import com.mogplex.mcp.protocol.CallContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** {@code list_repos}: which repositories runs can work on. */
final class ListRepos implements Tool {
    /** The most that v1 lists, with no way to go on. */
    private static final int API_LIMIT = 200;

    private final Budget budget;

    ListRepos(Budget budget) {
        this.budget = budget;
    }

    @Override
    public ToolDefinition definition() {
        ObjectNode repo = Output.object()
                .string("id", "A UUID: start_run's repoId.")
                .string("fullName", "owner/name")
                .string("defaultBranch", "")
                .string("rootDirectory", "")
                .requiring("id", "fullName");
        return new ToolDefinition(
                "list_repos",
                "List repos",
                "Lists the repositories that runs can work on. Use it to find a repoId; skip it if you know the exact"
                        + " owner/name, which start_run takes too.",
                new ToolDefinition.Effect(true, false, true, false),
                List.of(
                        Field.text("query", 200, "Only repos whose owner/name contains this."),
                        Field.integer("limit", 1, API_LIMIT, "At most so many. Default 100."),
                        Field.text("cursor", Calls.MAX_ID_CHARACTERS, "nextCursor of the page before.")),
                Output.result()
                        .listOf("repos", repo)
                        .integer("remaining", "How many come after these.")
                        .string("nextCursor", "Pass as cursor for the rest.")
                        .schema());
    }

    @Override
    public CompletionStage<ToolResult> call(Arguments arguments, CallContext context) {
        List<Repo> repos =
                context.client().listRepos(arguments.optionalText("query").orElse(null), API_LIMIT, context.deadline());
        Page page = Page.of(
                repos,
                Repo::id,
                arguments.optionalText("cursor"),
                arguments.integer("limit", 100),
                budget.bytes() - 1_000,
                ListRepos::view);
        String capped = repos.size() >= API_LIMIT ? " The API lists 200 at most: narrow the query for others." : "";
        ObjectNode content = ToolResult.begin(
                repos.isEmpty() ? "No repo matched." : "Found " + Count.of(repos.size(), "repo") + "." + capped,
                nextStep(repos, page, arguments.optionalText("query").isPresent()));
        page.items().forEach(content.putArray("repos")::add);
        page.describe(content);
        return CompletableFuture.completedFuture(ToolResult.of(content));
    }

    private static String nextStep(List<Repo> repos, Page page, boolean queried) {
        if (page.cursor().isPresent()) {
            return "Call list_repos again with cursor="
                    + Ids.quoted(page.cursor().get()) + " for the rest.";
        }
        if (repos.size() == 1) {
            return "Call start_run with repoId=" + Ids.quoted(repos.get(0).id()) + " and a prompt.";
        }
        if (!repos.isEmpty()) {
            return "Call start_run with the id of one of them and a prompt.";
        }
        return queried
                ? "Call list_repos without a query to see all repos."
                : "Ask the user to link a repository to the account of this token.";
    }

    private static ObjectNode view(Repo repo) {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("id", repo.id()).put("fullName", repo.fullName());
        if (repo.defaultBranch() != null) {
            view.put("defaultBranch", repo.defaultBranch());
        }
        if (repo.rootDirectory() != null) {
            view.put("rootDirectory", repo.rootDirectory());
        }
        return view;
    }
}
