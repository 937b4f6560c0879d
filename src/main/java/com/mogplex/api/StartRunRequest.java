package com.mogplex.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /runs}. What is null is left out, so that the API's default applies.
 *
 * @param repoId the repo's UUID
 * @param prompt the task, at most {@value #MAX_PROMPT_CHARACTERS} characters
 * @param harness {@code codex} (the API's default) or {@code claude-code}
 * @param baseBranch default: the repo's default branch, or {@code main}
 * @param workingBranch default: the base branch, or a generated name when a branch is to be created
 * @param createBranch whether to create (or use) the working branch
 * @param rootDirectory the folder inside the repo, relative
 * @param conversationId attaches the run to a conversation
 * @param workspaceSessionId attaches the run to a workspace session
 * @param mode a hint for the runtime
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StartRunRequest(
        String repoId,
        String prompt,
        @Nullable String harness,
        @Nullable String baseBranch,
        @Nullable String workingBranch,
        @Nullable Boolean createBranch,
        @Nullable String rootDirectory,
        @Nullable String conversationId,
        @Nullable String workspaceSessionId,
        @Nullable String mode) {
    /** The longest prompt that the API takes, in characters (UTF-16 units, as its own runtime counts). */
    public static final int MAX_PROMPT_CHARACTERS = 100_000;
    /** The longest {@code Idempotency-Key} that the API takes, in characters. */
    public static final int MAX_IDEMPOTENCY_KEY_CHARACTERS = 200;

    public StartRunRequest {
        requireNonNull(repoId, "repoId is null");
        requireNonNull(prompt, "prompt is null");
    }

    /** A request that leaves everything else to the API's defaults. */
    public static StartRunRequest of(String repoId, String prompt) {
        return new StartRunRequest(repoId, prompt, null, null, null, null, null, null, null, null);
    }
}
