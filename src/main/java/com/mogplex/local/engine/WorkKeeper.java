package com.mogplex.local.engine;

import com.mogplex.api.Json;
import com.mogplex.local.store.Event;
import com.mogplex.sanitize.Sanitizer;
import com.mogplex.sanitize.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Puts what an agent changed on the run's branch, so that removing the worktree loses nothing. */
final class WorkKeeper {
    private static final int MAX_SUBJECT_CHARACTERS = 100;
    private static final String BUILT_IN_NAME = "Mogplex";
    private static final String BUILT_IN_EMAIL = "mogplex@localhost";

    private final Git git;
    private final Map<String, String> environment;
    private final Sanitizer sanitizer;

    WorkKeeper(Git git, Map<String, String> environment, Sanitizer sanitizer) {
        this.git = git;
        this.environment = environment;
        this.sanitizer = sanitizer;
    }

    /**
     * Commits what is not committed yet.
     *
     * @param remark goes behind the commit's subject, like "(failed)"; may be empty
     * @return what a reader should know about it
     */
    Event keep(Workspace workspace, String runId, String prompt, String remark) throws RunFailure {
        Path worktree = workspace.worktree();
        boolean dirty = !must(worktree, "status", "--porcelain", "--untracked-files=normal")
                .output()
                .isEmpty();
        Git.Result added = Git.Result.NOTHING;
        if (dirty) {
            removeStaleLock(worktree);
            // What can be added is committed, even if something cannot.
            added = git.run(worktree, "add", "--all", "--ignore-errors");
            // Nothing is staged when only the inside of a submodule changed: that is the submodule's own affair.
            if (!git.run(worktree, "diff", "--cached", "--quiet").succeeded()) {
                commit(worktree, runId, subject(prompt, remark));
            }
        }
        if (!added.succeeded()) {
            throw new RunFailure("not all changes could be committed: " + added.complaint());
        }
        String head = must(worktree, "rev-parse", "HEAD").line();
        if (head.equals(workspace.startCommit())) {
            return Event.of("log", "No changes");
        }
        bringHome(workspace, head);
        return describe(workspace, head);
    }

    private void commit(Path worktree, String runId, String subject) throws RunFailure {
        List<String> command = new ArrayList<>();
        if (isMissing(worktree, "user.name", "GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME")) {
            command.addAll(List.of("-c", "user.name=" + BUILT_IN_NAME));
        }
        if (isMissing(worktree, "user.email", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")) {
            command.addAll(List.of("-c", "user.email=" + BUILT_IN_EMAIL));
        }
        command.addAll(List.of("commit", "--quiet", "--no-verify", "--cleanup=whitespace", "--file=-"));
        String message = subject + "\n\nMogplex-Run: " + runId + "\n";
        try {
            // By a file, because an argument would lose what the system's locale cannot spell.
            Path file = Files.createTempFile("mogplex-message", ".txt");
            try {
                Files.writeString(file, message, StandardCharsets.UTF_8);
                Git.Result committed = git.run(worktree, file, command);
                if (!committed.succeeded()) {
                    throw new RunFailure("the changes could not be committed: " + committed.complaint());
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new RunFailure("the changes could not be committed: the temporary folder cannot be written");
        }
    }

    private boolean isMissing(Path worktree, String setting, String authorVariable, String committerVariable) {
        boolean inEnvironment = environment.containsKey(authorVariable) && environment.containsKey(committerVariable);
        return !inEnvironment
                && git.run(worktree, "config", "--get", setting).line().isEmpty();
    }

    /** An agent that was killed in the middle of a git command leaves its lock; nobody else uses this index. */
    private void removeStaleLock(Path worktree) {
        String lock = git.run(worktree, "rev-parse", "--git-path", "index.lock").line();
        try {
            Files.deleteIfExists(worktree.resolve(lock));
        } catch (IOException e) {
            // The commit that follows says what is wrong.
            return;
        }
    }

    /** An agent may have left its branch. Where it went on from there, the branch follows. */
    private void bringHome(Workspace workspace, String head) {
        String branch = "refs/heads/" + workspace.branch();
        Path worktree = workspace.worktree();
        if (git.run(worktree, "merge-base", "--is-ancestor", branch, head).succeeded()) {
            git.run(worktree, "update-ref", branch, head);
        }
    }

    private Event describe(Workspace workspace, String head) throws RunFailure {
        Path worktree = workspace.worktree();
        long files = must(worktree, "diff", "--name-only", "-z", workspace.startCommit(), head)
                .output()
                .chars()
                .filter(character -> character == 0)
                .count();
        String hash = must(worktree, "rev-parse", "--short", head).line();
        ObjectNode payload = Json.mapper().createObjectNode();
        payload.put("commit", hash).put("files", files).put("branch", workspace.branch());
        String message = "Committed " + hash + " on " + workspace.branch() + ": " + files
                + (files == 1 ? " file changed" : " files changed");
        return new Event("log", "git", message, payload);
    }

    private Git.Result must(Path folder, String... arguments) throws RunFailure {
        Git.Result result = git.run(folder, arguments);
        if (!result.succeeded()) {
            throw new RunFailure("git " + arguments[0] + " failed: " + result.complaint());
        }
        return result;
    }

    private String subject(String prompt, String remark) {
        String first = prompt.strip().lines().findFirst().orElse("");
        String line =
                sanitizer.line(first, new Tally()).replaceAll("\\p{Cntrl}", " ").strip();
        if (line.isEmpty()) {
            line = "Mogplex run";
        }
        int end = Math.min(MAX_SUBJECT_CHARACTERS, line.length());
        if (end < line.length()) {
            // Not through the middle of a character that takes two units.
            end = Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
            line = line.substring(0, end).strip() + "…";
        }
        return remark.isEmpty() ? line : line + " " + remark;
    }
}
