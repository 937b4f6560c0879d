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
    private final RunOwner self;

    Recovery(
            Store store,
            Git git,
            Workspaces workspaces,
            WorkKeeper workKeeper,
            EngineSettings settings,
            RunOwner self) {
        this.store = store;
        this.git = git;
        this.workspaces = workspaces;
        this.workKeeper = workKeeper;
        this.settings = settings;
        this.self = self;
    }

    /** Of all live runs, ends those that nobody runs. */
    void endAbandoned() {
        store.runs().live().stream().filter(run -> isAbandoned(run.owner())).forEach(this::end);
    }

    private static boolean isAbandoned(RunOwner owner) {
        return owner.process().find().isEmpty();
    }

    /** Of several servers that notice, one does it. */
    private void end(StoredRun run) {
        if (!store.runs().adopt(run, self)) {
            return;
        }
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
        if (isUsable(worktree) && !keep(run, repo, worktree)) {
            store.events().append(run.id(), Event.of("log", "The worktree is still there: " + worktree));
            return;
        }
        workspaces.remove(repo, worktree);
    }

    /** One that was not made to its end has nothing to keep. */
    private boolean isUsable(Path worktree) {
        return Files.isDirectory(worktree)
                && git.run(worktree, "rev-parse", "--verify", "--quiet", "HEAD").succeeded();
    }

    private boolean keep(StoredRun run, Path repo, Path worktree) {
        Branch branch = Objects.requireNonNull(run.run().branch());
        String working = Objects.requireNonNull(branch.working());
        String start = git.run(worktree, "rev-parse", "refs/heads/" + working).line();
        try {
            Workspace workspace = new Workspace(repo, worktree, worktree, working, start);
            store.events().append(run.id(), workKeeper.keep(workspace, run.id(), run.prompt(), "(failed)"));
            return true;
        } catch (RunFailure failure) {
            LOG.warn("the work of run {} could not be committed: {}", run.id(), failure.getMessage());
            return false;
        }
    }
}
