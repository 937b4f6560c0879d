package com.mogplex.local.engine;

import java.nio.file.Path;

/**
 * A run's worktree.
 *
 * @param repo the repository that it belongs to
 * @param worktree its top folder
 * @param folder where the agent works: the worktree or a folder in it
 * @param branch its branch
 * @param startCommit where the branch stood at the start
 */
record Workspace(Path repo, Path worktree, Path folder, String branch, String startCommit) {}
