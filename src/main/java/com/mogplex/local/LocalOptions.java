package com.mogplex.local;

import com.mogplex.api.MogplexHome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

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

    /** Without the environment, which may hold a token. */
    @Override
    public String toString() {
        return "LocalOptions of " + home;
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
        return with(draft -> draft.host = newHost);
    }

    public LocalOptions withPort(int newPort) {
        return with(draft -> draft.port = newPort);
    }

    public LocalOptions withHarnessCommands(Map<String, String> newCommands) {
        return with(draft -> draft.harnessCommands = newCommands);
    }

    public LocalOptions withEnvironment(Map<String, String> newEnvironment) {
        return with(draft -> draft.environment = newEnvironment);
    }

    public LocalOptions withLimits(boolean newLimits) {
        return with(draft -> draft.limits = newLimits);
    }

    public LocalOptions withMaxParallelRuns(int newMaximum) {
        return with(draft -> draft.maxParallelRuns = newMaximum);
    }

    public LocalOptions withMaxRunTime(Duration newMaximum) {
        return with(draft -> draft.maxRunTime = newMaximum);
    }

    public LocalOptions withMaxEvents(int newMaximum) {
        return with(draft -> draft.maxEvents = newMaximum);
    }

    public LocalOptions withClock(Clock newClock) {
        return with(draft -> draft.clock = newClock);
    }

    private LocalOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options on the way from one set to the next. */
    private static final class Draft {
        private final Path home;
        private String host;
        private int port;
        private Map<String, String> harnessCommands;
        private Map<String, String> environment;
        private boolean limits;
        private int maxParallelRuns;
        private Duration maxRunTime;
        private int maxEvents;
        private Clock clock;

        private Draft(LocalOptions from) {
            home = from.home;
            host = from.host;
            port = from.port;
            harnessCommands = from.harnessCommands;
            environment = from.environment;
            limits = from.limits;
            maxParallelRuns = from.maxParallelRuns;
            maxRunTime = from.maxRunTime;
            maxEvents = from.maxEvents;
            clock = from.clock;
        }

        private LocalOptions options() {
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
                    clock);
        }
    }
}
