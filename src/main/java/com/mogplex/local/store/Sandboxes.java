package com.mogplex.local.store;

import com.mogplex.api.Branch;
import com.mogplex.api.Run;
import com.mogplex.api.Sandbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The worktree of each run, as the API's sandboxes. */
public final class Sandboxes {
    /** An agent works in it. */
    public static final String RUNNING = "running";
    /** Its run ended, and its worktree is gone. */
    public static final String STOPPED = "stopped";
    /** Its worktree could not be made or was left behind. */
    public static final String ERROR = "error";

    private static final String CREATING = "creating";

    private final Database database;
    private final Clock clock;

    Sandboxes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Records the sandbox of a run before it is made.
     *
     * @return the record's id
     */
    public String create(Run run, Branch branch, String sandboxId) {
        String id = UUID.randomUUID().toString();
        long now = clock.millis();
        database.update(
                "INSERT INTO sandboxes (id, sandbox_id, run_id, repo_id, status, base_branch, working_branch,"
                        + " root_directory, created_at, last_active_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                sandboxId,
                run.runId(),
                run.repoId(),
                CREATING,
                branch.base(),
                branch.working(),
                run.rootDirectory(),
                now,
                now);
        return id;
    }

    public void setStatus(String id, String status) {
        database.update("UPDATE sandboxes SET status = ?, last_active_at = ? WHERE id = ?", status, clock.millis(), id);
    }

    /** The sandbox names of a run: one, unless it never got so far. */
    public List<String> namesOf(String runId) {
        return database.query("SELECT sandbox_id FROM sandboxes WHERE run_id = ?", row -> row.getString(1), runId);
    }

    /** Says of all sandboxes of a run that they stopped. */
    public void stopAllOf(String runId) {
        database.update(
                "UPDATE sandboxes SET status = ?, last_active_at = ? WHERE run_id = ? AND status IN (?, ?)",
                STOPPED,
                clock.millis(),
                runId,
                CREATING,
                RUNNING);
    }

    /**
     * The most recently active first.
     *
     * @param repoId null is any
     * @param status null is any
     */
    public List<Sandbox> list(@Nullable String repoId, @Nullable String status, int limit) {
        return database.query(
                "SELECT * FROM sandboxes WHERE (?1 IS NULL OR repo_id = ?1) AND (?2 IS NULL OR status = ?2)"
                        + " ORDER BY last_active_at DESC, rowid DESC LIMIT ?3",
                Sandboxes::read,
                repoId,
                status,
                limit);
    }

    private static Sandbox read(ResultSet row) throws SQLException {
        return new Sandbox(
                row.getString("id"),
                row.getString("sandbox_id"),
                row.getString("repo_id"),
                row.getString("status"),
                row.getString("base_branch"),
                row.getString("working_branch"),
                row.getString("root_directory"),
                null,
                Times.wire(row.getLong("created_at")),
                Times.wire(row.getLong("last_active_at")));
    }
}
