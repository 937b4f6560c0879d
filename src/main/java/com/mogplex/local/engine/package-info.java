/** Runs agents: the git worktrees they work in, their processes, and what becomes of their work. */
package com.mogplex.local.engine;
