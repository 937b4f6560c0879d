package com.mogplex.local.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A process, told apart from a later one with the same number by when it started.
 *
 * @param pid its number
 * @param startedAtMillis when it started; 0 if the system does not say
 */
public record ProcessIdentity(long pid, long startedAtMillis) {
    /**
     * The system derives a process's start from its boot time, which moves a little when the clock is set. No system
     * gives a number out again within this time.
     */
    private static final long TOLERANCE_MILLIS = 30_000;

    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), startOf(process));
    }

    public static ProcessIdentity current() {
        return of(ProcessHandle.current());
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(startOf(process) - startedAtMillis) <= TOLERANCE_MILLIS);
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
