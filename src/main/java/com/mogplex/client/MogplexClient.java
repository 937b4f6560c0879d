package com.mogplex.client;

import com.mogplex.api.Cancellation;
import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.api.Sandbox;
import com.mogplex.api.StartRunRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The v1 API under one token. Every answer is sanitized; every failure is a {@link MogplexException}. Safe for use by
 * many threads; a thread that is interrupted while it waits gets {@link MogplexException.Fault#INTERRUPTED}.
 */
public interface MogplexClient {
    /** {@code GET /repos}: those whose full name contains the query, if there is one. */
    List<Repo> listRepos(@Nullable String query, int limit, Deadline deadline);

    /** The repo with this UUID or exactly this {@code owner/name} (in any case); {@code NOT_FOUND} otherwise. */
    Repo resolveRepo(String idOrFullName, Deadline deadline);

    /** {@code POST /runs} under this idempotency key, which stays the same through every retry. */
    Run startRun(StartRunRequest request, String idempotencyKey, Deadline deadline);

    /** {@code GET /runs/{runId}}. */
    Run getRun(String runId, Deadline deadline);

    /** {@code GET /runs/{runId}/events}: the oldest {@code limit} (1 to 200) events. */
    RunSnapshot listRunEvents(String runId, int limit, Deadline deadline);

    /** {@code POST /runs/{runId}/cancel}. */
    Cancellation cancelRun(String runId, Deadline deadline);

    /** {@code GET /sandboxes}. */
    List<Sandbox> listSandboxes(@Nullable String repoId, @Nullable String status, int limit, Deadline deadline);

    /** Follows runs under the same token. */
    RunFollower follower();
}
