package com.mogplex.local.engine;

import com.mogplex.api.Branch;
import com.mogplex.api.ErrorCode;
import com.mogplex.api.Repo;
import com.mogplex.local.store.NewRun;
import com.mogplex.local.store.RunOwner;
import com.mogplex.local.store.Store;
import com.mogplex.local.store.StoredRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Turns a checked request into a pending run, or finds the run that an earlier one with the same key made. */
final class RunStarter {
    /** Each round loses to another request that took the key or the branch; no one loses this often. */
    private static final int ROUNDS = 20;

    private final Store store;
    private final Git git;
    private final RunOwner owner;
    private final Clock clock;

    RunStarter(Store store, Git git, RunOwner owner, Clock clock) {
        this.store = store;
        this.git = git;
        this.owner = owner;
        this.clock = clock;
    }

    /** The run, and whether it is one that was started before. */
    record Started(StoredRun run, boolean replayed) {}

    Started start(String userId, String idempotencyKey, StartRequest request, Repo repo) {
        for (int round = 0; round < ROUNDS; round++) {
            Optional<StoredRun> earlier = store.runs().findByKey(userId, idempotencyKey);
            if (earlier.isPresent()) {
                return replay(earlier.get(), request);
            }
            NewRun run = new NewRun(
                    userId,
                    idempotencyKey,
                    request.hash(),
                    repo.id(),
                    request.harness(),
                    request.prompt(),
                    chooseBranch(idempotencyKey, request, repo),
                    request.rootDirectory());
            Optional<StoredRun> inserted = store.runs().insert(run, owner);
            if (inserted.isPresent()) {
                return new Started(inserted.get(), false);
            }
        }
        throw new Refusal(ErrorCode.CONFLICT, "Too many runs start in this repo at once; try again");
    }

    private static Started replay(StoredRun earlier, StartRequest request) {
        if (!earlier.requestHash().equals(request.hash())) {
            throw new Refusal(ErrorCode.IDEMPOTENCY_CONFLICT, "Idempotency key already used for a different request");
        }
        return new Started(earlier, true);
    }

    private Branch chooseBranch(String idempotencyKey, StartRequest request, Repo repo) {
        Path path = store.repos().path(repo.id()).orElseThrow();
        GitRepo gitRepo = new GitRepo(git, path);
        if (!gitRepo.isThere()) {
            throw new Refusal(ErrorCode.CONFLICT, "The repo's folder is gone from this machine");
        }
        return new BranchChoice(gitRepo, store.runs().liveBranches(repo.id()))
                .decide(request, repo, request.fingerprint(idempotencyKey), clock.instant());
    }
}
