package com.mogplex.cli;

import com.mogplex.client.RunFollower;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run is followed. */
final class FollowOptions {
    /** Source: the v1 documents, "Timeout". */
    private static final int DEFAULT_TIMEOUT_SECONDS = 1800;

    private static final int ORDER = 500;

    @Option(names = "--follow", order = ORDER, description = "Print events as they come, until the run has ended.")
    boolean follow;

    @Option(
            names = "--timeout",
            order = ORDER + 1,
            paramLabel = "<seconds>",
            converter = Values.Seconds.class,
            description = "With --follow: wait at most so long. Default: 1800. The run itself goes on.")
    @Nullable
    Integer timeoutSeconds;

    @Option(
            names = "--interval",
            order = ORDER + 2,
            paramLabel = "<seconds>",
            converter = Values.Interval.class,
            description = "With --follow: look so often. Default: 1.5.")
    @Nullable
    Duration interval;

    @Option(
            names = "--exit-status",
            order = ORDER + 3,
            description = "With --follow: exit 1 if the run failed or was cancelled.")
    boolean exitStatus;

    @Option(names = "--no-progress", order = ORDER + 4, description = "With --follow: no live status line.")
    boolean noProgress;

    int timeoutSeconds() {
        return timeoutSeconds == null ? DEFAULT_TIMEOUT_SECONDS : timeoutSeconds;
    }

    Duration interval() {
        return interval == null ? RunFollower.INTERVAL : interval;
    }

    /** Refuses what would be silently ignored. */
    void check(String command) {
        if (follow) {
            return;
        }
        refuse(command, "--timeout", timeoutSeconds != null);
        refuse(command, "--interval", interval != null);
        refuse(command, "--exit-status", exitStatus);
        refuse(command, "--no-progress", noProgress);
    }

    private static void refuse(String command, String option, boolean given) {
        if (given) {
            throw CommandFailure.usage(command + ": " + option + " needs --follow");
        }
    }
}
