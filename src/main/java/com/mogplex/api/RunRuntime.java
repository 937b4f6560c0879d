package com.mogplex.api;

import org.jspecify.annotations.Nullable;

/**
 * What executes a run.
 *
 * @param provider the runtime's name
 * @param runId the run's id there
 */
public record RunRuntime(
        @Nullable String provider, @Nullable String runId) {}
