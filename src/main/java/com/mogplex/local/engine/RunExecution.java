package com.mogplex.local.engine;

import com.mogplex.api.Branch;
import com.mogplex.api.Json;
import com.mogplex.local.store.Event;
import com.mogplex.local.store.ProcessIdentity;
import com.mogplex.local.store.Sandboxes;
import com.mogplex.local.store.Store;
import com.mogplex.local.store.StoredRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run, from its worktree to its last event. */
final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);
    /** After the agent and its family have ended, their output is all in the pipe. */
    private static final long DRAIN_SECONDS = 5;

    private final Store store;
    private final Workspaces workspaces;
    private final WorkKeeper workKeeper;
    private final HarnessOutput harnessOutput;
    private final EngineSettings settings;
    private final StoredRun run;
    private final EventLog events;
    private final CompletableFuture<Stop> stop = new CompletableFuture<>();

    RunExecution(
            Store store,
            Workspaces workspaces,
            WorkKeeper workKeeper,
            HarnessOutput harnessOutput,
            EngineSettings settings,
            StoredRun run) {
        this.store = store;
        this.workspaces = workspaces;
        this.workKeeper = workKeeper;
        this.harnessOutput = harnessOutput;
        this.settings = settings;
        this.run = run;
        events = new EventLog(store.events(), run.id(), settings.maxEvents());
    }

    /** Makes the agent end soon. Only the first reason counts. */
    void stop(Stop reason) {
        stop.complete(reason);
    }

    /**
     * Does all of it. Whatever happens, the run has ended after it, and its worktree is gone unless it holds work that
     * could not be committed.
     */
    void execute() {
        Ending ending;
        try {
            ending = inSandbox();
        } catch (RunFailure failure) {
            ending = Ending.failed(failure.getMessage());
        } catch (RuntimeException e) {
            LOG.error("run {} failed unexpectedly", run.id(), e);
            ending = Ending.failed("internal error; see the server's log");
        }
        store.runs().end(run.id(), ending.status(), ending.error(), ending.lastEvent());
    }

    private Ending inSandbox() throws RunFailure {
        Path repo = store.repos()
                .path(Objects.requireNonNull(run.run().repoId()))
                .orElseThrow(() -> new RunFailure("the repo is not known any more"));
        Branch branch = Objects.requireNonNull(run.run().branch());
        String name = "sb-" + run.id();
        String record = store.sandboxes().create(run.run(), branch, name);
        Workspace workspace;
        try {
            workspace = workspaces.create(run, repo, name);
        } catch (RunFailure failure) {
            store.sandboxes().setStatus(record, Sandboxes.ERROR);
            throw failure;
        }
        boolean mayGo = true;
        try {
            if (stop.isDone() || !store.runs().begin(run.id(), record, name)) {
                return Ending.cancelled("Run cancelled before it began");
            }
            store.sandboxes().setStatus(record, Sandboxes.RUNNING);
            events.append(started(workspace));
            Ending ending = runHarness(workspace);
            mayGo = false;
            events.append(workKeeper.keep(workspace, run.id(), run.prompt(), ending.remark()));
            mayGo = true;
            return ending;
        } finally {
            if (mayGo && workspaces.remove(repo, workspace.worktree())) {
                store.sandboxes().setStatus(record, Sandboxes.STOPPED);
            } else {
                events.append(Event.of("log", "The worktree is still there: " + workspace.worktree()));
                store.sandboxes().setStatus(record, Sandboxes.ERROR);
            }
        }
    }

    private Event started(Workspace workspace) {
        return new Event(
                "stream_started",
                null,
                "Agent started",
                Json.mapper()
                        .createObjectNode()
                        .put("harness", run.run().harness())
                        .put("branch", workspace.branch()));
    }

    private Ending runHarness(Workspace workspace) throws RunFailure {
        String harness = Objects.requireNonNull(run.run().harness());
        String command = Optional.ofNullable(settings.harnessCommands().get(harness))
                .orElseThrow(() -> new RunFailure("no command is configured for the harness " + harness));
        Path promptFile = settings.prompts().resolve(run.id() + ".txt");
        try {
            Process process = HarnessProcess.start(command, run, workspace, promptFile, settings.environment());
            store.runs().harnessStarted(run.id(), ProcessIdentity.of(process.toHandle()));
            return follow(process);
        } finally {
            delete(promptFile);
        }
    }

    private Ending follow(Process process) {
        ProcessTree tree = new ProcessTree(process.toHandle(), run.id());
        CompletableFuture<Void> output = read("output", process.getInputStream(), harnessOutput::fromOutput);
        CompletableFuture<Void> error = read("error", process.getErrorStream(), harnessOutput::fromError);
        stop.completeOnTimeout(Stop.OUT_OF_TIME, settings.maxRunTime().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture.anyOf(process.onExit(), stop).join();
        Optional<Stop> stopped = process.isAlive() ? Optional.of(stop.join()) : Optional.empty();
        // Also after a good end: what the agent left running would go on changing a worktree that is about to go.
        tree.end(stopped.map(Stop::grace).orElse(Stop.SERVER_CLOSES.grace()));
        drain(CompletableFuture.allOf(output, error));
        return stopped.map(this::endingOf).orElseGet(() -> endingOf(process.exitValue()));
    }

    private Ending endingOf(Stop reason) {
        return switch (reason) {
            case CANCELLED -> Ending.cancelled("Run cancelled");
            case SERVER_CLOSES -> Ending.cancelled("Run cancelled because its server was stopped");
            case OUT_OF_TIME ->
                Ending.failed(
                        "the harness ran longer than " + settings.maxRunTime().toSeconds() + " seconds");
        };
    }

    private static Ending endingOf(int exitValue) {
        return exitValue == 0 ? Ending.success() : Ending.failed("harness exited with " + exitValue);
    }

    private CompletableFuture<Void> read(String what, InputStream stream, Function<String, Optional<Event>> toEvent) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (stream) {
                Lines lines = new Lines(stream);
                for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                    String text = line.get();
                    events.appendOfAgent(() -> toEvent.apply(text));
                }
                done.complete(null);
            } catch (IOException e) {
                // The agent was ended while it wrote.
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        reader.setName("mogplex-" + what + "-" + run.id());
        reader.setDaemon(true);
        reader.start();
        return done;
    }

    private void drain(CompletableFuture<Void> readers) {
        try {
            readers.completeOnTimeout(null, DRAIN_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            LOG.error("the output of run {} could not be kept", run.id(), e);
            events.append(Event.of("log", "A part of the agent's output could not be kept"));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete {}", file);
        }
    }
}
