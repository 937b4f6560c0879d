package com.mogplex.local.store;

import com.mogplex.api.Branch;
import com.mogplex.api.Run;
import com.mogplex.api.RunRuntime;
import com.mogplex.api.RunStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs and the ways between their statuses. Each way is one conditional update, so that of two that race (an agent that
 * ends, a person who cancels) exactly one wins.
 */
public final class Runs {
    /** Where the routes of a run begin. */
    public static final String PATH = "/api/v1/mogplex/runs/";

    private final Database database;
    private final Events events;
    private final Clock clock;

    Runs(Database database, Events events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stores a pending run.
     *
     * @return empty if the key is used, or another live run of the repo has the branch: look which, and decide again
     */
    public Optional<StoredRun> insert(NewRun run, RunOwner owner) {
        String id = UUID.randomUUID().toString();
        long now = clock.millis();
        int inserted = database.update(
                """
                INSERT INTO runs (id, ai_call_id, user_id, idempotency_key, request_hash, repo_id, harness, prompt,
                    status, base_branch, working_branch, create_branch, root_directory,
                    server_id, server_pid, server_started_at, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""",
                id,
                UUID.randomUUID().toString(),
                run.userId(),
                run.idempotencyKey(),
                run.requestHash(),
                run.repoId(),
                run.harness(),
                run.prompt(),
                run.branch().base(),
                run.branch().working(),
                run.branch().createBranch() ? 1 : 0,
                run.rootDirectory(),
                owner.serverId(),
                owner.process().pid(),
                owner.process().startedAtMillis(),
                now,
                now);
        return inserted == 0 ? Optional.empty() : find(id);
    }

    public Optional<StoredRun> find(String id) {
        return database.first("SELECT * FROM runs WHERE id = ?", Runs::read, id);
    }

    public Optional<StoredRun> findByKey(String userId, String idempotencyKey) {
        return database.first(
                "SELECT * FROM runs WHERE user_id = ? AND idempotency_key = ?", Runs::read, userId, idempotencyKey);
    }

    /** Runs that have not ended, oldest first. */
    public List<StoredRun> live() {
        return database.query(
                "SELECT * FROM runs WHERE status IN ('pending', 'streaming') ORDER BY created_at, rowid", Runs::read);
    }

    /**
     * Takes over a live run from a server that is gone.
     *
     * @return false if another server was faster
     */
    public boolean adopt(StoredRun run, RunOwner owner) {
        return database.update(
                        "UPDATE runs SET server_id = ?, server_pid = ?, server_started_at = ?"
                                + " WHERE id = ? AND server_id = ? AND status IN ('pending', 'streaming')",
                        owner.serverId(),
                        owner.process().pid(),
                        owner.process().startedAtMillis(),
                        run.id(),
                        run.owner().serverId())
                > 0;
    }

    /** The working branches of a repo's live runs. */
    public List<String> liveBranches(String repoId) {
        return database.query(
                "SELECT working_branch FROM runs WHERE repo_id = ? AND status IN ('pending', 'streaming')",
                row -> row.getString(1),
                repoId);
    }

    /** The streaming runs of a server that someone, perhaps through another server, asked to end. */
    public List<String> cancelRequested(String serverId) {
        return database.query(
                "SELECT id FROM runs WHERE server_id = ? AND status = 'streaming' AND cancel_requested = 1",
                row -> row.getString(1),
                serverId);
    }

    /**
     * From pending to streaming, with the sandbox that it got.
     *
     * @return false if it was cancelled meanwhile
     */
    public boolean begin(String id, String sandboxRecordId, String sandboxId) {
        return database.update(
                        "UPDATE runs SET status = 'streaming', sandbox_record_id = ?, sandbox_id = ?, updated_at = ?"
                                + " WHERE id = ? AND status = 'pending'",
                        sandboxRecordId,
                        sandboxId,
                        clock.millis(),
                        id)
                > 0;
    }

    /** Remembers the agent's process, so that a later server can end it if this one is killed. */
    public void harnessStarted(String id, ProcessIdentity process) {
        database.update(
                "UPDATE runs SET harness_pid = ?, harness_started_at = ? WHERE id = ?",
                process.pid(),
                process.startedAtMillis(),
                id);
    }

    /**
     * Asks for a run's end. A pending one ends here; of a streaming one the server that holds it must take notice.
     *
     * @return the run after it
     */
    public Optional<StoredRun> requestCancel(String id) {
        return database.transaction(() -> {
            boolean first = database.update(
                            "UPDATE runs SET cancel_requested = 1, updated_at = ?"
                                    + " WHERE id = ? AND status IN ('pending', 'streaming') AND cancel_requested = 0",
                            clock.millis(),
                            id)
                    > 0;
            if (first) {
                events.append(id, Event.of("cancel_requested", "Cancellation requested"));
            }
            endIf(id, "pending", RunStatus.CANCELLED, null, Event.of("cancelled", "Run cancelled before it began"));
            return find(id);
        });
    }

    /**
     * Ends a live run and tells it in its last event, at once: who sees the status sees the event.
     *
     * <p>A run whose cancellation was requested ends as cancelled, whatever its agent made of it.
     */
    public void end(String id, RunStatus status, @Nullable String error, Event last) {
        database.transaction(() -> {
            boolean cancelled = find(id).map(StoredRun::cancelRequested).orElse(false);
            if (cancelled && !status.equals(RunStatus.CANCELLED)) {
                return endIf(id, "streaming", RunStatus.CANCELLED, null, Event.of("cancelled", "Run cancelled"));
            }
            return endIf(id, "pending", status, error, last) || endIf(id, "streaming", status, error, last);
        });
    }

    private boolean endIf(String id, String from, RunStatus status, @Nullable String error, Event last) {
        boolean ended = database.update(
                        "UPDATE runs SET status = ?, error = ?, updated_at = ? WHERE id = ? AND status = ?",
                        status.name(),
                        error,
                        clock.millis(),
                        id,
                        from)
                > 0;
        if (ended) {
            events.append(id, last);
        }
        return ended;
    }

    private static StoredRun read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        Run run = new Run(
                id,
                row.getString("ai_call_id"),
                row.getString("sandbox_record_id"),
                row.getString("sandbox_id"),
                row.getString("repo_id"),
                row.getString("harness"),
                new RunStatus(row.getString("status")),
                new Branch(
                        row.getString("base_branch"), row.getString("working_branch"), row.getBoolean("create_branch")),
                row.getString("root_directory"),
                PATH + id + "/events",
                PATH + id + "/cancel",
                Times.wire(row.getLong("created_at")),
                Times.wire(row.getLong("updated_at")),
                row.getString("error"),
                new RunRuntime("local", id),
                null);
        long harnessPid = row.getLong("harness_pid");
        ProcessIdentity harness =
                row.wasNull() ? null : new ProcessIdentity(harnessPid, row.getLong("harness_started_at"));
        return new StoredRun(
                run,
                row.getString("prompt"),
                row.getString("request_hash"),
                new RunOwner(
                        row.getString("server_id"),
                        new ProcessIdentity(row.getLong("server_pid"), row.getLong("server_started_at"))),
                harness,
                row.getBoolean("cancel_requested"));
    }
}
