package com.mogplex.local.store;

import com.mogplex.api.Run;
import com.mogplex.api.RunStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run with what the API does not show.
 *
 * @param run what it shows
 * @param prompt the task
 * @param requestHash of the request that started it
 * @param owner the server that holds it
 * @param harnessProcess the agent's process, once there is one
 * @param cancelRequested whether someone asked for its end
 */
public record StoredRun(
        Run run,
        String prompt,
        String requestHash,
        RunOwner owner,
        @Nullable ProcessIdentity harnessProcess,
        boolean cancelRequested) {
    public String id() {
        return run.runId();
    }

    public RunStatus status() {
        return run.status();
    }

    public Optional<ProcessHandle> findHarness() {
        return harnessProcess == null ? Optional.empty() : harnessProcess.find();
    }
}
