package com.mogplex.local.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file behind one connection and one lock.
 *
 * <p>Every statement here takes microseconds, so threads of this process queue on the lock; other processes queue in
 * SQLite itself, for at most {@link #BUSY_TIMEOUT_MILLIS}.
 */
final class Database implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean inTransaction;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Opens the file, which must exist: whoever makes it decides who may read it. */
    static Database open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // In WAL mode this loses nothing when a process is killed; a power failure may cost the last moments.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        try {
            return new Database(config.createConnection("jdbc:sqlite:" + file));
        } catch (SQLException e) {
            throw new SetupException("cannot open the store " + file + ": it is not a database or cannot be read", e);
        }
    }

    /** Reads one row of a result. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        lock.lock();
        try {
            List<T> found = new ArrayList<>();
            try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreException("query failed", e);
        } finally {
            lock.unlock();
        }
    }

    <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        return query(sql, reader, arguments).stream().findFirst();
    }

    /** The number of rows that changed. */
    int update(String sql, @Nullable Object... arguments) {
        lock.lock();
        try {
            return prepare(sql, arguments).executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("update failed", e);
        } finally {
            lock.unlock();
        }
    }

    /** Runs the work in one write transaction: all of it happens, or nothing. One inside another joins it. */
    <T> T transaction(Supplier<T> work) {
        lock.lock();
        try {
            if (inTransaction) {
                return work.get();
            }
            execute("BEGIN IMMEDIATE");
            inTransaction = true;
            boolean done = false;
            try {
                T result = work.get();
                execute("COMMIT");
                done = true;
                return result;
            } finally {
                inTransaction = false;
                if (!done) {
                    execute("ROLLBACK");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void execute(String sql) {
        lock.lock();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StoreException("statement failed", e);
        } finally {
            lock.unlock();
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int index = 0; index < arguments.length; index++) {
            statement.setObject(index + 1, arguments[index]);
        }
        return statement;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("close failed", e);
        } finally {
            lock.unlock();
        }
    }
}
