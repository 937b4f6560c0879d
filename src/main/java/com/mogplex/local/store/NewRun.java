package com.mogplex.local.store;

import com.mogplex.api.Branch;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be.
 *
 * @param userId whose
 * @param idempotencyKey unique for the user
 * @param requestHash of the normalised request; tells a repetition from another request with the same key
 * @param repoId a known repo
 * @param harness the agent runtime's wire name
 * @param prompt the task
 * @param branch both names known
 * @param rootDirectory inside the repo; null is its root
 */
public record NewRun(
        String userId,
        String idempotencyKey,
        String requestHash,
        String repoId,
        String harness,
        String prompt,
        Branch branch,
        @Nullable String rootDirectory) {}
