package com.mogplex.local.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A run's processes: the agent, its descendants, and those that left the family but still carry the run's id in their
 * environment.
 */
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** Against something that starts processes faster than they can be ended. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final String mark;
    private final Set<ProcessHandle> members = new HashSet<>();

    /** @param runId stands in the environment of every member as {@value HarnessProcess#RUN_ID} */
    ProcessTree(ProcessHandle root, String runId) {
        this(runId);
        members.add(root);
    }

    /** The processes of a run whose first process may be gone. */
    ProcessTree(String runId) {
        mark = HarnessProcess.RUN_ID + "=" + runId;
    }

    /** Asks all of them to end, and ends those that have not after the grace. Returns when none is left. */
    void end(Duration grace) {
        Set<ProcessHandle> asked = new HashSet<>();
        boolean left = untilNoneIsLeft(grace, process -> {
            if (asked.add(process)) {
                process.destroy();
            }
        });
        if (left) {
            untilNoneIsLeft(KILL_LIMIT, ProcessHandle::destroyForcibly);
        }
    }

    /** Looks again and again, since a member may start another one while it is being ended. */
    private boolean untilNoneIsLeft(Duration limit, Consumer<ProcessHandle> action) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            look();
            members.forEach(action);
            members.removeIf(ProcessTree::isGone);
            if (members.isEmpty()) {
                return false;
            }
            if (System.nanoTime() - end >= 0) {
                return true;
            }
            pause();
        }
    }

    /** A snapshot is taken before anything is signalled: children of a dead parent are no one's descendants. */
    private void look() {
        Set<ProcessHandle> found = new HashSet<>();
        members.forEach(process -> process.descendants().forEach(found::add));
        members.addAll(found);
        addMarked();
    }

    /** Linux tells the environment of a process; elsewhere the descendants must do. */
    private void addMarked() {
        if (!Files.isDirectory(PROC)) {
            return;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .filter(ProcessHandle::isAlive)
                            .ifPresent(members::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // What can be seen without it is in the set already.
            return;
        }
    }

    private boolean isMarked(Path process) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + mark + "\0");
        } catch (IOException e) {
            // Another user's, or gone meanwhile.
            return false;
        }
    }

    /** A process that ended but that no parent has asked about yet does nothing any more. */
    private static boolean isGone(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            String stat = Files.readString(
                    PROC.resolve(Long.toString(process.pid())).resolve("stat"), StandardCharsets.ISO_8859_1);
            // The state stands behind the name, which is in brackets and may hold anything.
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
