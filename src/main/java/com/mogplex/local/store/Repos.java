package com.mogplex.local.store;

import com.mogplex.api.Repo;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The git repositories that runs may work on. */
public final class Repos {
    private final Database database;
    private final Clock clock;

    Repos(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Remembers a repository. One that is known keeps its id and its name; its default branch is brought up to date.
     *
     * @param path its real path
     * @param wantedName {@code owner/name}; gets a number if another repository has it
     * @param defaultBranch null if HEAD is on no branch
     */
    public Repo register(Path path, String wantedName, @Nullable String defaultBranch) {
        return database.transaction(() -> {
            int known = database.update(
                    "UPDATE repos SET default_branch = ? WHERE path = ?", defaultBranch, path.toString());
            if (known == 0) {
                database.update(
                        "INSERT INTO repos (id, path, full_name, default_branch, created_at) VALUES (?, ?, ?, ?, ?)",
                        UUID.randomUUID().toString(),
                        path.toString(),
                        freeName(wantedName),
                        defaultBranch,
                        clock.millis());
            }
            return database.first("SELECT * FROM repos WHERE path = ?", Repos::read, path.toString())
                    .orElseThrow();
        });
    }

    private String freeName(String wanted) {
        String name = wanted;
        for (int number = 2; isTaken(name); number++) {
            name = wanted + "-" + number;
        }
        return name;
    }

    private boolean isTaken(String fullName) {
        return database.first("SELECT 1 FROM repos WHERE full_name = ?", row -> true, fullName)
                .isPresent();
    }

    /** By full name, ascending. */
    public List<Repo> list(String nameContains, int limit) {
        return database.query(
                "SELECT * FROM repos WHERE instr(lower(full_name), lower(?)) > 0 ORDER BY full_name LIMIT ?",
                Repos::read,
                nameContains,
                limit);
    }

    public Optional<Repo> find(String id) {
        return database.first("SELECT * FROM repos WHERE id = ?", Repos::read, id);
    }

    /** Where a repository lies on this machine. */
    public Optional<Path> path(String id) {
        return database.first("SELECT path FROM repos WHERE id = ?", row -> Path.of(row.getString(1)), id);
    }

    private static Repo read(ResultSet row) throws SQLException {
        return new Repo(
                row.getString("id"),
                row.getString("full_name"),
                row.getString("default_branch"),
                row.getString("root_directory"));
    }
}
