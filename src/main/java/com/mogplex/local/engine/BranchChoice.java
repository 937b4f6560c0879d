package com.mogplex.local.engine;

import com.mogplex.api.Branch;
import com.mogplex.api.ErrorCode;
import com.mogplex.api.Repo;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a run works. What a person has checked out is never touched: a run that would have worked there gets a
 * branch of its own, and its answer says so.
 */
final class BranchChoice {
    private static final String DEFAULT_BASE = "main";
    private static final String INVALID_WORKING = "Invalid working branch";

    private final GitRepo gitRepo;
    private final Set<String> inUse;

    /** @param liveBranches the branches of the repo's live runs, which may not have their worktrees yet */
    BranchChoice(GitRepo gitRepo, Iterable<String> liveBranches) {
        this.gitRepo = gitRepo;
        inUse = new HashSet<>(gitRepo.checkedOut());
        liveBranches.forEach(inUse::add);
    }

    Branch decide(StartRequest request, Repo repo, String fingerprint, Instant now) {
        String base = baseOf(request, repo);
        if (gitRepo.startingPoint(base).isEmpty() && !gitRepo.isEmpty()) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "Invalid base branch");
        }
        String wanted = request.workingBranch();
        if (wanted != null) {
            return named(base, wanted, request.createBranch());
        }
        if (!request.createBranch() && gitRepo.hasBranch(base) && !inUse.contains(base)) {
            return new Branch(base, base, false);
        }
        return new Branch(base, generate(request.prompt(), fingerprint, now), true);
    }

    private Branch named(String base, String working, boolean createBranch) {
        if (createBranch && working.equals(base)) {
            throw new Refusal(
                    ErrorCode.BAD_REQUEST, "Working branch must differ from base branch when createBranch is true");
        }
        if (inUse.contains(working)) {
            throw new Refusal(
                    ErrorCode.CONFLICT, "Working branch is checked out elsewhere; choose another or free it first");
        }
        if (!createBranch && !gitRepo.hasBranch(working)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, INVALID_WORKING);
        }
        return new Branch(base, working, createBranch);
    }

    private String generate(String prompt, String fingerprint, Instant now) {
        String plain = BranchName.generate(now, prompt, fingerprint);
        if (isFree(plain)) {
            return plain;
        }
        String name = plain + "-" + fingerprint;
        for (int number = 2; !isFree(name); number++) {
            name = plain + "-" + fingerprint + "-" + number;
        }
        return name;
    }

    private boolean isFree(String branch) {
        return !inUse.contains(branch) && !gitRepo.hasBranch(branch);
    }

    private static String baseOf(StartRequest request, Repo repo) {
        @Nullable String asked = request.baseBranch();
        if (asked != null) {
            return asked;
        }
        String defaultBranch = repo.defaultBranch();
        return defaultBranch == null ? DEFAULT_BASE : defaultBranch;
    }
}
