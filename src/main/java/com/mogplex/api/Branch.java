package com.mogplex.api;

import org.jspecify.annotations.Nullable;

/**
 * The branches of a run.
 *
 * @param base where the work starts
 * @param working where the agent commits
 * @param createBranch whether the working branch is made for the run
 */
public record Branch(@Nullable String base, @Nullable String working, boolean createBranch) {}
