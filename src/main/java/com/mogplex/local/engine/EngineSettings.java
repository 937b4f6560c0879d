package com.mogplex.local.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How runs are run.
 *
 * @param home where worktrees and prompts lie
 * @param harnessCommands a shell command line for each harness
 * @param environment what agents and git get, less our tokens
 * @param maxParallelRuns the others wait their turn
 * @param maxRunTime a run that takes longer fails
 * @param maxEvents how many events of one agent are kept
 */
public record EngineSettings(
        Path home,
        Map<String, String> harnessCommands,
        Map<String, String> environment,
        int maxParallelRuns,
        Duration maxRunTime,
        int maxEvents) {
    public EngineSettings {
        harnessCommands = Map.copyOf(harnessCommands);
        environment = Map.copyOf(environment);
    }

    /** Without the environment, which may hold a token. */
    @Override
    public String toString() {
        return "EngineSettings of " + home;
    }

    Path worktrees() {
        return home.resolve("worktrees");
    }

    Path prompts() {
        return home.resolve("prompts");
    }
}
