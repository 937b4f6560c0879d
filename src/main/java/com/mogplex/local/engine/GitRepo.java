package com.mogplex.local.engine;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What is to be known about a repository before a run starts in it. It changes nothing. */
final class GitRepo {
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
        return git.run(path, "rev-list", "--all", "--max-count=1").line().isEmpty();
    }

    /** What a branch of this name starts from: the branch itself, or else what its remote had. */
    Optional<String> startingPoint(String branch) {
        if (hasBranch(branch)) {
            return Optional.of("refs/heads/" + branch);
        }
        String remote = "refs/remotes/origin/" + branch;
        return exists(remote) ? Optional.of(remote) : Optional.empty();
    }

    /** The branches that some worktree has checked out: a person's, or another run's. */
    Set<String> checkedOut() {
        String prefix = "branch refs/heads/";
        return git.run(path, "worktree", "list", "--porcelain")
                .output()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .collect(toUnmodifiableSet());
    }

    private boolean exists(String reference) {
        return git.run(path, "rev-parse", "--verify", "--quiet", reference + "^{commit}")
                .succeeded();
    }
}
