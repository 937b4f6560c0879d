package com.mogplex.api;

import java.nio.file.Path;
import java.util.Map;

/** Where this program keeps what belongs to a person. Source: the v1 documents, "Auth precedence". */
public final class MogplexHome {
    private MogplexHome() {}

    /**
     * {@code $MOGPLEX_HOME}, else {@code .mogplex} in {@code $HOME}, else in the folder that the system names for the
     * user. A variable that is empty counts as not set.
     *
     * @throws java.nio.file.InvalidPathException if the variable can be no folder's name
     */
    public static Path of(Map<String, String> environment) {
        String moved = environment.getOrDefault("MOGPLEX_HOME", "");
        if (!moved.isBlank()) {
            return Path.of(moved);
        }
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home", "") : home, ".mogplex");
    }

    /** The file that holds the token. It may hold more, and belongs to other programs too. */
    public static Path authFile(Map<String, String> environment) {
        return of(environment).resolve("auth.json");
    }
}
