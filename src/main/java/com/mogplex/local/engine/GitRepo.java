package com.mogplex.local.engine;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.mogplex.api.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What is to be known about a repository before a run starts in it. It changes nothing. */
final class GitRepo {
    private static final int LISTING_ATTEMPTS = 5;

    private final Git git;
    private final Path path;

    GitRepo(Git git, Path path) {
        this.git = git;
        this.path = path;
    }

    boolean isThere() {
        return Files.isDirectory(path)
                && git.run(path, "rev-parse", "--git-dir").succeeded();
    }

    boolean hasBranch(String branch) {
        return exists("refs/heads/" + branch);
    }

    /** Whether there is a single commit that anything could start from. */
    boolean isEmpty() {
        // Not rev-list --all: it fails while another run's worktree is being made or removed.
        Git.Result refs = git.run(path, "for-each-ref", "--count=1");
        return refs.succeeded() && refs.line().isEmpty();
    }

    /** What a branch of this name starts from: the branch itself, or else what its remote had. */
    Optional<String> startingPoint(String branch) {
        if (hasBranch(branch)) {
            return Optional.of("refs/heads/" + branch);
        }
        String remote = "refs/remotes/origin/" + branch;
        return exists(remote) ? Optional.of(remote) : Optional.empty();
    }

    /**
     * The branches that some worktree has checked out: a person's, or another run's.
     *
     * @throws Refusal if git cannot tell: to take that for "none" would put a run on a person's branch
     */
    Set<String> checkedOut() {
        String prefix = "branch refs/heads/";
        return worktrees()
                .output()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .collect(toUnmodifiableSet());
    }

    /** Git stumbles over a worktree that is being removed meanwhile: so it is asked again. */
    private Git.Result worktrees() {
        for (int attempt = 1; attempt <= LISTING_ATTEMPTS; attempt++) {
            Git.Result listed = git.run(path, "worktree", "list", "--porcelain");
            if (listed.succeeded()) {
                return listed;
            }
        }
        throw new Refusal(ErrorCode.SERVICE_UNAVAILABLE, "The repo's worktrees could not be listed");
    }

    private boolean exists(String reference) {
        return git.run(path, "rev-parse", "--verify", "--quiet", reference + "^{commit}")
                .succeeded();
    }
}
