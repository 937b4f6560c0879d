package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rendered output that a change shows in review. {@code -Dsnapshots.update=true} writes the files anew; a missing one
 * fails.
 */
public final class Snapshot {
    private static final Path FOLDER = Path.of("src", "test", "resources", "snapshots", "cli");

    private Snapshot() {}

    /** Compares a text with the snapshot of this name. */
    public static void assertMatches(String name, String text) {
        Path file = FOLDER.resolve(name + ".snap");
        try {
            if (Boolean.getBoolean("snapshots.update")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(file).as("run with -Dsnapshots.update=true to write it").exists();
            assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
