package com.mogplex.quickstart;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** How this very program is started once more. */
final class Launcher {
    private Launcher() {}

    /** A command line that starts it with one argument. */
    static List<String> command(String argument) {
        String launcher = System.getProperty("mogplex.launcher");
        if (launcher != null) {
            return List.of(path(), argument);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"), "com.mogplex.Main", argument);
    }

    /** What a person types to start it. */
    static String path() {
        String launcher = System.getProperty("mogplex.launcher");
        if (launcher != null) {
            return Path.of(launcher).toAbsolutePath().normalize().toString();
        }
        try {
            return Path.of(Launcher.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
