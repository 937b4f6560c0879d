package com.mogplex.local.engine;

import com.mogplex.api.Cancellation;
import com.mogplex.api.ErrorCode;
import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.local.store.ProcessIdentity;
import com.mogplex.local.store.RunOwner;
import com.mogplex.local.store.SetupException;
import com.mogplex.local.store.Store;
import com.mogplex.local.store.StoredRun;
import com.mogplex.sanitize.Sanitizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, queues, cancels and recovers runs.
 *
 * <p>Each run has one worker thread from its worktree to its end, and the runs beyond the limit wait in the order of
 * their start. Only the worker ends its agent: to cancel is to tell the worker. One more thread looks at the store for
 * cancellations that came through another server, and for runs whose server was killed.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration LOOK_FOR_CANCELLATIONS = Duration.ofMillis(250);
    /** Of a server on the same store that was killed. */
    private static final Duration LOOK_FOR_ABANDONED_RUNS = Duration.ofSeconds(2);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Store store;
    private final EngineSettings settings;
    private final Workspaces workspaces;
    private final WorkKeeper workKeeper;
    private final HarnessOutput harnessOutput;
    private final RunOwner owner;
    private final RunStarter starter;
    private final Recovery recovery;
    private final Map<String, RunExecution> executions = new ConcurrentHashMap<>();
    private final ExecutorService workers;
    private final ScheduledExecutorService watcher;
    private volatile boolean closing;

    private Engine(Store store, Git git, EngineSettings settings, Sanitizer sanitizer, Clock clock) {
        this.store = store;
        this.settings = settings;
        workspaces = new Workspaces(git, settings.worktrees());
        workKeeper = new WorkKeeper(git, settings.environment(), sanitizer);
        harnessOutput = new HarnessOutput(sanitizer);
        owner = new RunOwner(UUID.randomUUID().toString(), ProcessIdentity.current());
        starter = new RunStarter(store, git, owner, clock);
        recovery = new Recovery(store, git, workspaces, workKeeper, settings, owner);
        workers = Executors.newFixedThreadPool(settings.maxParallelRuns(), daemon("mogplex-run"));
        watcher = Executors.newSingleThreadScheduledExecutor(daemon("mogplex-watch"));
    }

    /** Ends what a killed server left behind, and is ready for runs when it returns. */
    public static Engine start(Store store, Git git, EngineSettings settings, Sanitizer sanitizer, Clock clock) {
        makeFolder(settings.worktrees());
        makeFolder(settings.prompts());
        Engine engine = new Engine(store, git, settings, sanitizer, clock);
        engine.recovery.endAbandoned();
        engine.every(LOOK_FOR_CANCELLATIONS, engine::noticeCancellations);
        engine.every(LOOK_FOR_ABANDONED_RUNS, engine.recovery::endAbandoned);
        return engine;
    }

    /**
     * Starts a run, or finds the one that the same key started before.
     *
     * @return the run as it stands, saying whether it is a replay
     * @throws Refusal if the request cannot be done
     */
    public Run start(String userId, String idempotencyKey, StartRequest request, Repo repo) {
        if (closing) {
            throw stopping();
        }
        RunStarter.Started started = starter.start(userId, idempotencyKey, request, repo);
        if (!started.replayed()) {
            queue(started.run());
        }
        return withReplayed(started.run().run(), started.replayed());
    }

    private void queue(StoredRun run) {
        RunExecution execution = new RunExecution(store, workspaces, workKeeper, harnessOutput, settings, run);
        executions.put(run.id(), execution);
        try {
            workers.execute(() -> execute(run.id(), execution));
        } catch (RejectedExecutionException e) {
            executions.remove(run.id());
            store.runs().requestCancel(run.id());
            throw stopping();
        }
    }

    private void execute(String runId, RunExecution execution) {
        try {
            boolean wanted = store.runs()
                    .find(runId)
                    .filter(run -> !run.status().isTerminal())
                    .isPresent();
            if (wanted) {
                execution.execute();
            }
        } catch (RuntimeException e) {
            LOG.error("run {} could not be ended; the next start of a server will", runId, e);
        } finally {
            executions.remove(runId);
        }
    }

    private static Refusal stopping() {
        return new Refusal(ErrorCode.SERVICE_UNAVAILABLE, "The server is stopping");
    }

    /**
     * Asks for a run's end. A pending run has ended when this returns; a streaming one ends soon.
     *
     * @throws Refusal if there is no such run
     */
    public Cancellation cancel(String runId) {
        StoredRun before = find(runId);
        if (before.status().isTerminal()) {
            return new Cancellation(before.run(), Cancellation.ALREADY_TERMINAL);
        }
        StoredRun after = store.runs().requestCancel(runId).orElse(before);
        RunExecution execution = executions.get(runId);
        if (execution != null) {
            execution.stop(Stop.CANCELLED);
        }
        boolean endedBefore = after.status().isTerminal() && !after.cancelRequested();
        return new Cancellation(after.run(), endedBefore ? Cancellation.ALREADY_TERMINAL : Cancellation.REQUESTED);
    }

    private StoredRun find(String runId) {
        return store.runs().find(runId).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Run not found"));
    }

    private void noticeCancellations() {
        if (executions.isEmpty()) {
            return;
        }
        for (String runId : store.runs().cancelRequested(owner.serverId())) {
            RunExecution execution = executions.get(runId);
            if (execution != null) {
                execution.stop(Stop.CANCELLED);
            }
        }
    }

    private void every(Duration period, Runnable task) {
        Runnable safe = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // Thrown on, it would end the watching for good.
                LOG.error("the watch over the store failed", e);
            }
        };
        watcher.scheduleWithFixedDelay(safe, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes no more runs, and begins to cancel those of this server. */
    public void beginClose() {
        closing = true;
        executions.forEach(this::endAtClose);
    }

    /** Cancels the runs of this server and waits until their processes and worktrees are gone. */
    @Override
    public void close() {
        beginClose();
        finish(watcher);
        if (!finish(workers)) {
            LOG.warn("some runs did not end in time; the next start tidies up after them");
        }
    }

    /** Without interrupting: a commit that is being made is made to its end. */
    private static boolean finish(ExecutorService executor) {
        executor.shutdown();
        try {
            return executor.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void endAtClose(String runId, RunExecution execution) {
        store.runs().requestCancel(runId);
        execution.stop(Stop.SERVER_CLOSES);
    }

    private static Run withReplayed(Run run, boolean replayed) {
        return new Run(
                run.runId(),
                run.aiCallId(),
                run.sandboxRecordId(),
                run.sandboxId(),
                run.repoId(),
                run.harness(),
                run.status(),
                run.branch(),
                run.rootDirectory(),
                run.eventsUrl(),
                run.cancelUrl(),
                run.createdAt(),
                run.updatedAt(),
                run.error(),
                run.runtime(),
                replayed);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new SetupException("cannot make the folder " + folder, e);
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
