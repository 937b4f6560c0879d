package com.mogplex.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One agent run, as {@code POST /runs} returns it flat and every other route under {@code run}.
 *
 * @param runId the run's id; opaque
 * @param aiCallId the model call's id
 * @param sandboxRecordId the sandbox record's id; null until there is one
 * @param sandboxId the provider's sandbox id; null until one is allocated
 * @param repoId the repo that it works on
 * @param harness the agent runtime
 * @param status where it stands
 * @param branch its branches
 * @param rootDirectory the folder inside the repo; null is its root
 * @param eventsUrl the path of its events, without a host
 * @param cancelUrl the path that cancels it, without a host
 * @param createdAt ISO 8601, UTC, as the API wrote it
 * @param updatedAt ISO 8601, UTC, as the API wrote it
 * @param error why it failed, if it did
 * @param runtime what executes it
 * @param replayed only in the answer to a start: whether the idempotency key matched an earlier one
 */
public record Run(
        String runId,
        @Nullable String aiCallId,
        @Nullable String sandboxRecordId,
        @Nullable String sandboxId,
        @Nullable String repoId,
        @Nullable String harness,
        RunStatus status,
        @Nullable Branch branch,
        @Nullable String rootDirectory,
        @Nullable String eventsUrl,
        @Nullable String cancelUrl,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        @Nullable String error,
        @Nullable RunRuntime runtime,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean replayed) {
    public Run {
        requireNonNull(runId, "runId is null");
        requireNonNull(status, "status is null");
    }
}
