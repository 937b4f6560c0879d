package com.mogplex.local.engine;

import com.mogplex.api.Repo;
import com.mogplex.local.store.Repos;
import com.mogplex.local.store.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a folder on this machine a repo of the API. */
public final class RepoRegistrar {
    /** The last two parts of {@code https://host/owner/name.git} or {@code git@host:owner/name}. */
    private static final Pattern REMOTE = Pattern.compile(
            "(?:(?:https?|ssh|git)://[^/]+/|[^/:]+:)(?:.*/)?(?<owner>[A-Za-z0-9_.-]+)/(?<name>[A-Za-z0-9_.-]+?)(?:\\.git)?/?");

    private final Git git;
    private final Repos repos;

    public RepoRegistrar(Git git, Repos repos) {
        this.git = git;
        this.repos = repos;
    }

    /**
     * Registers the repository that a folder is in.
     *
     * @throws SetupException if it is in none
     */
    public Repo register(Path folder) {
        Path real = realPath(folder);
        Path top = topLevel(real);
        return repos.register(top, fullName(top), defaultBranch(top));
    }

    private static Path realPath(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (Files.isDirectory(real)) {
                return real;
            }
        } catch (IOException e) {
            throw new SetupException("no such folder: " + folder, e);
        }
        throw new SetupException("not a folder: " + folder);
    }

    private Path topLevel(Path folder) {
        // The folder may lie below the repository that is to be trusted, so its parents are trusted for this question.
        Git.Result inside = git.run(folder, "-c", "safe.directory=*", "rev-parse", "--show-toplevel");
        if (inside.succeeded()) {
            return realPath(Path.of(inside.line()));
        }
        Git.Result bare = git.run(folder, "-c", "safe.directory=*", "rev-parse", "--absolute-git-dir");
        if (bare.succeeded()) {
            return realPath(Path.of(bare.line()));
        }
        throw new SetupException("not a git repository: " + folder + " (make one with: git init)");
    }

    private @Nullable String defaultBranch(Path top) {
        String branch =
                git.run(top, "symbolic-ref", "--quiet", "--short", "HEAD").line();
        return branch.isEmpty() ? null : branch;
    }

    private String fullName(Path top) {
        // The address may hold a password: only the two names in it are kept.
        Matcher remote = REMOTE.matcher(
                git.run(top, "config", "--get", "remote.origin.url").line());
        if (remote.matches()) {
            return remote.group("owner") + "/" + remote.group("name");
        }
        Path folder = top.getFileName();
        return "local/" + (folder == null ? "root" : folder.toString().replaceAll("\\.git$", ""));
    }
}
