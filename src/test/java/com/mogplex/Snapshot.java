package com.mogplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a person or a model reads, kept in a file so that a change shows in review. {@code MOGPLEX_UPDATE_SNAPSHOTS=1}
 * rewrites the files; a missing one fails otherwise.
 */
public final class Snapshot {
    private static final Path FOLDER = Path.of("src", "test", "resources", "snapshots");
    private static final boolean UPDATE = "1".equals(System.getenv("MOGPLEX_UPDATE_SNAPSHOTS"));

    private Snapshot() {}

    /** @param name the file's path below the snapshots, with its ending */
    public static void assertMatches(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if (UPDATE) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(file)
                    .as("snapshot; MOGPLEX_UPDATE_SNAPSHOTS=1 writes it")
                    .exists();
            assertThat(actual).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
