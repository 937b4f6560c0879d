package com.mogplex.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that {@code mogplex doctor} looked at.
 *
 * @param check what was looked at
 * @param level how it is
 * @param found what was found, on one line
 * @param advice what to do about it; null if nothing
 * @param exitCode what a failure makes of the exit code
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(
        String check,
        Level level,
        String found,
        @Nullable String advice,
        @JsonIgnore int exitCode) {
    /** How bad it is. */
    enum Level {
        ok,
        warning,
        failure
    }

    Finding {
        requireNonNull(check, "check is null");
        requireNonNull(level, "level is null");
        requireNonNull(found, "found is null");
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Level.ok, found, null, ExitCode.SUCCESS);
    }

    static Finding warning(String check, String found, String advice) {
        return new Finding(check, Level.warning, found, advice, ExitCode.SUCCESS);
    }

    static Finding failure(String check, String found, String advice, int exitCode) {
        return new Finding(check, Level.failure, found, advice, exitCode);
    }
}
