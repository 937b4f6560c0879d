package com.mogplex.local;

import com.mogplex.api.MogplexHome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * How a {@link LocalServer} runs. {@link #in(Path)} has what suits a laptop; each {@code withX} changes one thing.
 *
 * @param home where the store, the token and the worktrees live; is made if it is not there
 * @param host a loopback name
 * @param port 0 is any free one
 * @param harnessCommands a shell command line for a harness's wire name; those without one are rehearsed
 * @param environment what agents and git get to see, less our tokens
 * @param limits whether the hosted API's rate limits apply
 * @param maxParallelRuns further ones stay pending, in order
 * @param maxRunTime a run that takes longer fails
 * @param maxEvents how many events of one agent are kept
 * @param clock what tells the time to limits, tokens and timestamps
 */
public record LocalOptions(
        Path home,
        String host,
        int port,
        Map<String, String> harnessCommands,
        Map<String, String> environment,
        boolean limits,
        int maxParallelRuns,
        Duration maxRunTime,
        int maxEvents,
        Clock clock) {
    private static final int HIGHEST_PORT = 65_535;

    public LocalOptions {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 to " + HIGHEST_PORT);
        }
        if (maxParallelRuns < 1 || maxEvents < 1) {
            throw new IllegalArgumentException("maxParallelRuns and maxEvents are at least 1");
        }
        if (maxRunTime.isNegative() || maxRunTime.isZero()) {
            throw new IllegalArgumentException("maxRunTime is positive");
        }
        harnessCommands = Map.copyOf(harnessCommands);
        environment = Map.copyOf(environment);
    }

    /** The defaults, in a home. */
    public static LocalOptions in(Path home) {
        return new LocalOptions(
                home,
                "127.0.0.1",
                0,
                Map.of(),
                System.getenv(),
                false,
                4,
                Duration.ofMinutes(60),
                10_000,
                Clock.systemUTC());
    }

    /** Where a person's own server lives: {@code local} in {@link MogplexHome}. */
    public static Path defaultHome(Map<String, String> environment) {
        return MogplexHome.of(environment).resolve("local");
    }

    public LocalOptions withHost(String newHost) {
        return new LocalOptions(
                home,
                newHost,
                port,
                harnessCommands,
                environment,
                limits,
                maxParallelRuns,
                maxRunTime,
                maxEvents,
                clock);
    }

    public LocalOptions withPort(int newPort) {
        return new LocalOptions(
                home,
                host,
                newPort,
                harnessCommands,
                environment,
                limits,
                maxParallelRuns,
                maxRunTime,
                maxEvents,
                clock);
    }

    public LocalOptions withHarnessCommands(Map<String, String> newCommands) {
        return new LocalOptions(
                home, host, port, newCommands, environment, limits, maxParallelRuns, maxRunTime, maxEvents, clock);
    }

    public LocalOptions withEnvironment(Map<String, String> newEnvironment) {
        return new LocalOptions(
                home,
                host,
                port,
                harnessCommands,
                newEnvironment,
                limits,
                maxParallelRuns,
                maxRunTime,
                maxEvents,
                clock);
    }

    public LocalOptions withLimits(boolean newLimits) {
        return new LocalOptions(
                home,
                host,
                port,
                harnessCommands,
                environment,
                newLimits,
                maxParallelRuns,
                maxRunTime,
                maxEvents,
                clock);
    }

    public LocalOptions withMaxParallelRuns(int newMaximum) {
        return new LocalOptions(
                home, host, port, harnessCommands, environment, limits, newMaximum, maxRunTime, maxEvents, clock);
    }

    public LocalOptions withMaxRunTime(Duration newMaximum) {
        return new LocalOptions(
                home, host, port, harnessCommands, environment, limits, maxParallelRuns, newMaximum, maxEvents, clock);
    }

    public LocalOptions withMaxEvents(int newMaximum) {
        return new LocalOptions(
                home, host, port, harnessCommands, environment, limits, maxParallelRuns, maxRunTime, newMaximum, clock);
    }

    public LocalOptions withClock(Clock newClock) {
        return new LocalOptions(
                home,
                host,
                port,
                harnessCommands,
                environment,
                limits,
                maxParallelRuns,
                maxRunTime,
                maxEvents,
                newClock);
    }
}
