package com.mogplex.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** This program's version, as it names itself to people, hosts and the API. */
public final class ProgramVersion {
    private static final String TEXT = read();

    private ProgramVersion() {}

    /** For example {@code 0.1.0}. */
    public static String text() {
        return TEXT;
    }

    /** The build writes it there: the manifest of a jar would be missing where classes run without one. */
    private static String read() {
        try (InputStream resource = ProgramVersion.class.getResourceAsStream("version.txt")) {
            if (resource == null) {
                throw new IllegalStateException("built without version.txt");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
