package com.mogplex;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this program in a JVM of its own, from what is compiled now. */
public final class TestJvm {
    private TestJvm() {}

    /** The command that runs {@code mogplex} with these arguments. */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                classPath(),
                "com.mogplex.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What is compiled now, and its libraries, without the tests'. */
    public static String classPath() {
        Path classes = Path.of("target", "classes").toAbsolutePath();
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException("not compiled: " + classes);
        }
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> entries = new ArrayList<>(List.of(classes.toString()));
        for (String entry : all.split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar") && !entry.contains("surefire")) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
