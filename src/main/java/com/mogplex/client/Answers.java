package com.mogplex.client;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.api.Sandbox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code data} holds where the contract has no name for it. */
final class Answers {
    private Answers() {}

    /** {@code GET /repos}. */
    record Repos(List<Repo> repos) {
        Repos {
            repos = List.copyOf(requireNonNull(repos, "repos is null"));
        }
    }

    /** {@code GET /sandboxes}. */
    record Sandboxes(List<Sandbox> sandboxes) {
        Sandboxes {
            sandboxes = List.copyOf(requireNonNull(sandboxes, "sandboxes is null"));
        }
    }

    /** {@code GET /runs/{runId}}. */
    record RunDetail(Run run) {
        RunDetail {
            requireNonNull(run, "run is null");
        }
    }

    /**
     * {@code POST /runs/{runId}/cancel}.
     *
     * @param status what became of the request; later servers give the run's own status here
     * @param alreadyTerminal how later servers say the same
     */
    record CancelAnswer(
            Run run, @Nullable String status, @Nullable Boolean alreadyTerminal) {
        CancelAnswer {
            requireNonNull(run, "run is null");
        }
    }
}
