package com.mogplex.local.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;

/** The store of one home. Safe for use by many threads, and by several processes on the same home. */
public final class Store implements AutoCloseable {
    private final Database database;
    private final Tokens tokens;
    private final Repos repos;
    private final Events events;
    private final Runs runs;
    private final Sandboxes sandboxes;

    private Store(Database database, Clock clock) {
        this.database = database;
        tokens = new Tokens(database, clock);
        repos = new Repos(database, clock);
        events = new Events(database, clock);
        runs = new Runs(database, events, clock);
        sandboxes = new Sandboxes(database, clock);
    }

    /**
     * Opens the store of a home, or makes one.
     *
     * @param home an existing folder
     * @throws SetupException if there is one that cannot be used
     */
    public static Store open(Path home, Clock clock) {
        Path file = home.resolve("mogplex.db");
        makePrivate(file);
        Database database = Database.open(file);
        try {
            Schema.migrate(database);
        } catch (StoreException e) {
            database.close();
            throw new SetupException("cannot use the store " + file + ": it is damaged or not a mogplex store", e);
        } catch (SetupException e) {
            database.close();
            throw e;
        }
        return new Store(database, clock);
    }

    /** SQLite would make the file readable by others; it keeps the mode of one that exists, for its side files too. */
    private static void makePrivate(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new SetupException("cannot write to " + file.getParent() + ": choose another --home", e);
        }
    }

    public Tokens tokens() {
        return tokens;
    }

    public Repos repos() {
        return repos;
    }

    public Runs runs() {
        return runs;
    }

    public Events events() {
        return events;
    }

    public Sandboxes sandboxes() {
        return sandboxes;
    }

    @Override
    public void close() {
        database.close();
    }
}
