package com.mogplex.local.store;

import com.mogplex.api.Json;
import com.mogplex.api.RunEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** What happened in each run, in order. */
public final class Events {
    private final Database database;
    private final Clock clock;

    Events(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public void append(String runId, Event event) {
        database.update(
                "INSERT INTO events (id, run_id, type, tool_name, message, payload, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                runId,
                event.type(),
                event.toolName(),
                event.message(),
                event.payload().toString(),
                clock.millis());
    }

    /** The oldest events of a run, oldest first. */
    public List<RunEvent> list(String runId, int limit) {
        return database.query(
                "SELECT * FROM events WHERE run_id = ? ORDER BY sequence LIMIT ?", Events::read, runId, limit);
    }

    private static RunEvent read(ResultSet row) throws SQLException {
        return new RunEvent(
                row.getString("id"),
                row.getString("type"),
                row.getString("tool_name"),
                row.getString("message"),
                Json.mapper().readTree(row.getString("payload")),
                Times.wire(row.getLong("created_at")));
    }
}
