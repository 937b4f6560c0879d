/** The v1 API, embedded: its HTTP face, its store, and the engine that runs agents in git worktrees. */
package com.mogplex.local;
