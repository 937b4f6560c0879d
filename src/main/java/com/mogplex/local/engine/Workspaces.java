package com.mogplex.local.engine;

import com.mogplex.api.Branch;
import com.mogplex.local.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes and removes the worktrees of runs. Branches stay. */
final class Workspaces {
    private final Git git;
    private final Path root;
    /** By repo. Git's list of worktrees breaks when one is added while the last other one goes. */
    private final Map<Path, Object> lists = new ConcurrentHashMap<>();

    /** @param root the folder that they are made in */
    Workspaces(Git git, Path root) {
        this.git = git;
        this.root = root;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Workspace create(StoredRun run, Path repo, String name) throws RunFailure {
        Branch branch = Objects.requireNonNull(run.run().branch());
        String base = Objects.requireNonNull(branch.base());
        String working = Objects.requireNonNull(branch.working());
        GitRepo gitRepo = new GitRepo(git, repo);
        if (!gitRepo.isThere()) {
            throw new RunFailure("the repository is gone: " + repo);
        }
        if (gitRepo.isEmpty()) {
            throw new RunFailure("the repository has no commit yet; make a first one");
        }
        Path worktree = path(name);
        List<String> command = new ArrayList<>(List.of("worktree", "add", "--quiet"));
        if (branch.createBranch() && !gitRepo.hasBranch(working)) {
            String start = gitRepo.startingPoint(base)
                    .orElseThrow(() -> new RunFailure("the base branch " + base + " is gone"));
            command.addAll(List.of("--no-track", "-b", working, worktree.toString(), start));
        } else {
            command.addAll(List.of(worktree.toString(), working));
        }
        Git.Result added;
        synchronized (listOf(repo)) {
            added = git.run(repo, null, command);
        }
        if (!added.succeeded()) {
            remove(repo, worktree);
            throw new RunFailure("the worktree could not be made: " + added.complaint());
        }
        try {
            Path folder = folderIn(worktree, run.run().rootDirectory());
            String start = git.run(worktree, "rev-parse", "HEAD").line();
            return new Workspace(repo, worktree, folder, working, start);
        } catch (RunFailure e) {
            remove(repo, worktree);
            throw e;
        }
    }

    /** A folder of the worktree that is truly in it: a link that leads out is refused. */
    private static Path folderIn(Path worktree, @Nullable String rootDirectory) throws RunFailure {
        if (rootDirectory == null) {
            return worktree;
        }
        try {
            Path folder = worktree.resolve(rootDirectory).toRealPath();
            if (folder.startsWith(worktree.toRealPath()) && Files.isDirectory(folder)) {
                return folder;
            }
        } catch (IOException | InvalidPathException e) {
            throw new RunFailure("no such root directory on this branch: " + rootDirectory);
        }
        throw new RunFailure("the root directory is not a folder of the repository: " + rootDirectory);
    }

    /** Removes a worktree and what git knows of it; one that is gone is no error. */
    boolean remove(Path repo, Path worktree) {
        synchronized (listOf(repo)) {
            git.run(repo, "worktree", "remove", "--force", "--force", worktree.toString());
            if (Files.exists(worktree)) {
                // Git leaves files that appeared while it deleted. `rm` also knows names that Java cannot spell here.
                run("rm", "-rf", "--", worktree.toString());
                git.run(repo, "worktree", "remove", "--force", "--force", worktree.toString());
            }
        }
        return !Files.exists(worktree);
    }

    private Object listOf(Path repo) {
        return lists.computeIfAbsent(repo, key -> new Object());
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Whoever asks looks whether the folder is gone.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
