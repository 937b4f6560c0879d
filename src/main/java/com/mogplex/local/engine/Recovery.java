package com.mogplex.local.engine;

import com.mogplex.api.Branch;
import com.mogplex.api.RunStatus;
import com.mogplex.local.store.Event;
import com.mogplex.local.store.RunOwner;
import com.mogplex.local.store.Store;
import com.mogplex.local.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the runs whose server was killed: no agent goes on unwatched, no worktree stays, no work is lost. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final String ERROR = "the server that ran it stopped unexpectedly";
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Store store;
    private final Git git;
    private final Workspaces workspaces;
    private final WorkKeeper workKeeper;
    private final EngineSettings settings;

    Recovery(Store store, Git git, Workspaces workspaces, WorkKeeper workKeeper, EngineSettings settings) {
        this.store = store;
        this.git = git;
        this.workspaces = workspaces;
        this.workKeeper = workKeeper;
        this.settings = settings;
    }

    /** Of all live runs, ends those that nobody runs. */
    void endAbandoned() {
        store.runs().live().stream().filter(run -> isAbandoned(run.owner())).forEach(this::end);
    }

    static boolean isAbandoned(RunOwner owner) {
        return owner.process().find().isEmpty();
    }

    void end(StoredRun run) {
        try {
            run.findHarness()
                    .map(process -> new ProcessTree(process, run.id()))
                    .orElseGet(() -> new ProcessTree(run.id()))
                    .end(GRACE);
            Optional<Path> repo =
                    store.repos().path(Objects.requireNonNull(run.run().repoId()));
            if (repo.isPresent()) {
                store.sandboxes().namesOf(run.id()).forEach(name -> clear(run, repo.get(), workspaces.path(name)));
            }
            Files.deleteIfExists(settings.prompts().resolve(run.id() + ".txt"));
        } catch (IOException | RuntimeException e) {
            LOG.error("run {} could not be tidied up", run.id(), e);
        }
        store.sandboxes().stopAllOf(run.id());
        store.runs().end(run.id(), RunStatus.FAILED, ERROR, Event.of("failed", "Run failed: " + ERROR));
    }

    private void clear(StoredRun run, Path repo, Path worktree) {
        if (Files.isDirectory(worktree)) {
            Branch branch = Objects.requireNonNull(run.run().branch());
            String working = Objects.requireNonNull(branch.working());
            String start =
                    git.run(worktree, "rev-parse", "refs/heads/" + working).line();
            try {
                Workspace workspace = new Workspace(repo, worktree, worktree, working, start);
                store.events().append(run.id(), workKeeper.keep(workspace, run.id(), run.prompt(), "(failed)"));
            } catch (RunFailure failure) {
                // A worktree that was not made to its end has nothing to keep.
                LOG.warn("nothing could be kept of run {}: {}", run.id(), failure.getMessage());
            }
        }
        workspaces.remove(repo, worktree);
    }
}
