package com.mogplex.client;

import com.mogplex.api.Branch;
import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunRuntime;
import com.mogplex.api.RunStatus;
import com.mogplex.api.Sandbox;
import com.mogplex.sanitize.Sanitizer;
import com.mogplex.sanitize.Tally;
import org.jspecify.annotations.Nullable;

/** Applies the sanitizer to the records of the contract, so that nothing leaves this package without. */
final class SafeAnswers {
    private final Sanitizer sanitizer;

    SafeAnswers(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    Run run(Run run, Tally tally) {
        Branch branch = run.branch();
        RunRuntime runtime = run.runtime();
        return new Run(
                sanitizer.line(run.runId(), tally),
                line(run.aiCallId(), tally),
                line(run.sandboxRecordId(), tally),
                line(run.sandboxId(), tally),
                line(run.repoId(), tally),
                line(run.harness(), tally),
                new RunStatus(sanitizer.line(run.status().name(), tally)),
                branch == null
                        ? null
                        : new Branch(line(branch.base(), tally), line(branch.working(), tally), branch.createBranch()),
                line(run.rootDirectory(), tally),
                line(run.eventsUrl(), tally),
                line(run.cancelUrl(), tally),
                line(run.createdAt(), tally),
                line(run.updatedAt(), tally),
                run.error() == null ? null : sanitizer.text(run.error(), tally),
                runtime == null ? null : new RunRuntime(line(runtime.provider(), tally), line(runtime.runId(), tally)),
                run.replayed());
    }

    RunEvent event(RunEvent event, Tally tally) {
        return new RunEvent(
                sanitizer.line(event.id(), tally),
                sanitizer.line(event.type(), tally),
                line(event.toolName(), tally),
                event.message() == null ? null : sanitizer.text(event.message(), tally),
                event.payload() == null ? null : sanitizer.payload(event.payload(), tally),
                line(event.createdAt(), tally));
    }

    Repo repo(Repo repo, Tally tally) {
        return new Repo(
                sanitizer.line(repo.id(), tally),
                sanitizer.line(repo.fullName(), tally),
                line(repo.defaultBranch(), tally),
                line(repo.rootDirectory(), tally));
    }

    Sandbox sandbox(Sandbox sandbox, Tally tally) {
        return new Sandbox(
                sanitizer.line(sandbox.id(), tally),
                line(sandbox.sandboxId(), tally),
                line(sandbox.repoId(), tally),
                sanitizer.line(sandbox.status(), tally),
                line(sandbox.baseBranch(), tally),
                line(sandbox.workingBranch(), tally),
                line(sandbox.rootDirectory(), tally),
                line(sandbox.previewUrl(), tally),
                line(sandbox.createdAt(), tally),
                line(sandbox.lastActiveAt(), tally));
    }

    String line(String value) {
        return sanitizer.line(value, new Tally());
    }

    private @Nullable String line(@Nullable String value, Tally tally) {
        return value == null ? null : sanitizer.line(value, tally);
    }
}
