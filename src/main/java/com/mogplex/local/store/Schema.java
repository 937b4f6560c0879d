package com.mogplex.local.store;

import java.util.List;

/** The tables, and how a store of an earlier version becomes one of this. */
final class Schema {
    /** One entry for each version, oldest first. An entry that was released never changes. */
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            """
            CREATE TABLE tokens (
                id TEXT PRIMARY KEY,
                user_id TEXT NOT NULL,
                sha256 TEXT NOT NULL UNIQUE,
                prefix TEXT NOT NULL,
                scopes TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER,
                revoked_at INTEGER
            ) STRICT""",
            """
            CREATE TABLE repos (
                id TEXT PRIMARY KEY,
                path TEXT NOT NULL UNIQUE,
                full_name TEXT NOT NULL UNIQUE COLLATE NOCASE,
                default_branch TEXT,
                root_directory TEXT,
                created_at INTEGER NOT NULL
            ) STRICT""",
            """
            CREATE TABLE runs (
                id TEXT PRIMARY KEY,
                ai_call_id TEXT NOT NULL,
                user_id TEXT NOT NULL,
                idempotency_key TEXT NOT NULL,
                request_hash TEXT NOT NULL,
                repo_id TEXT NOT NULL REFERENCES repos (id),
                harness TEXT NOT NULL,
                prompt TEXT NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('pending', 'streaming', 'success', 'failed', 'cancelled')),
                base_branch TEXT NOT NULL,
                working_branch TEXT NOT NULL,
                create_branch INTEGER NOT NULL,
                root_directory TEXT,
                sandbox_record_id TEXT,
                sandbox_id TEXT,
                error TEXT,
                cancel_requested INTEGER NOT NULL DEFAULT 0,
                server_id TEXT NOT NULL,
                server_pid INTEGER NOT NULL,
                server_started_at INTEGER NOT NULL,
                harness_pid INTEGER,
                harness_started_at INTEGER,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                UNIQUE (user_id, idempotency_key)
            ) STRICT""",
            // Two live runs never share a branch, whichever processes started them.
            """
            CREATE UNIQUE INDEX live_branches ON runs (repo_id, working_branch)
                WHERE status IN ('pending', 'streaming')""",
            """
            CREATE TABLE events (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                run_id TEXT NOT NULL REFERENCES runs (id),
                type TEXT NOT NULL,
                tool_name TEXT,
                message TEXT,
                payload TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT""",
            "CREATE INDEX events_of_run ON events (run_id, sequence)",
            """
            CREATE TABLE sandboxes (
                id TEXT PRIMARY KEY,
                sandbox_id TEXT,
                run_id TEXT NOT NULL REFERENCES runs (id),
                repo_id TEXT NOT NULL REFERENCES repos (id),
                status TEXT NOT NULL,
                base_branch TEXT NOT NULL,
                working_branch TEXT NOT NULL,
                root_directory TEXT,
                created_at INTEGER NOT NULL,
                last_active_at INTEGER NOT NULL
            ) STRICT""",
            "CREATE INDEX sandboxes_by_activity ON sandboxes (last_active_at DESC)"));

    private Schema() {}

    /**
     * Brings the store to this version.
     *
     * @throws SetupException if a newer program made it
     */
    static void migrate(Database database) {
        if (version(database) == MIGRATIONS.size()) {
            return;
        }
        database.transaction(() -> {
            int version = version(database);
            if (version > MIGRATIONS.size()) {
                throw new SetupException(
                        "the store was made by a newer mogplex; update this one or use another --home");
            }
            MIGRATIONS.subList(version, MIGRATIONS.size()).forEach(steps -> steps.forEach(database::execute));
            database.execute("PRAGMA user_version = " + MIGRATIONS.size());
            return version;
        });
    }

    private static int version(Database database) {
        return database.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    }
}
