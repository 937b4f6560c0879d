package com.mogplex.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A machine that runs work in.
 *
 * @param id the record's UUID
 * @param sandboxId the provider's id; null before one is allocated
 * @param repoId the repo that it holds
 * @param status a free word: running, paused, stopped, error, …
 * @param baseBranch the branch that it was made from
 * @param workingBranch the branch that work goes to
 * @param rootDirectory the folder inside the repo; null is its root
 * @param previewUrl where a preview is served, if one is
 * @param createdAt ISO 8601, UTC
 * @param lastActiveAt ISO 8601, UTC
 */
public record Sandbox(
        String id,
        @JsonProperty("sandbox_id") @Nullable String sandboxId,
        @JsonProperty("repo_id") @Nullable String repoId,
        String status,
        @JsonProperty("base_branch") @Nullable String baseBranch,
        @JsonProperty("working_branch") @Nullable String workingBranch,
        @JsonProperty("root_directory") @Nullable String rootDirectory,
        @JsonProperty("preview_url") @Nullable String previewUrl,
        @JsonProperty("created_at") @Nullable String createdAt,
        @JsonProperty("last_active_at") @Nullable String lastActiveAt) {
    public Sandbox {
        requireNonNull(id, "id is null");
        requireNonNull(status, "status is null");
    }
}
