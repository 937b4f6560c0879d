package com.mogplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Watches over the tokens that tests use: every fixture that makes one says so here, and asks on its end whether it was
 * printed or stored. {@code SecretsIT} asks the same of all reports when the suite is over.
 */
public final class Secrecy {
    /** One file for each build, which all its JVMs share; the build's start is its name. */
    private static final Path USED =
            Path.of("target", "tokens-used", System.getProperty("build.started", "by-hand") + ".txt");

    private static final Set<String> WATCHED = new HashSet<>();

    private Secrecy() {}

    /** From now on this token may stand nowhere. */
    public static synchronized void watch(String token) {
        if (!WATCHED.add(token)) {
            return;
        }
        try {
            Files.createDirectories(USED.getParent());
            forgetOtherBuilds();
            Files.writeString(USED, token + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forgetOtherBuilds() throws IOException {
        try (Stream<Path> builds = Files.list(USED.getParent())) {
            for (Path other : builds.filter(file -> !file.equals(USED)).toList()) {
                Files.deleteIfExists(other);
            }
        }
    }

    /** All tokens that this build's tests have used so far. */
    static Set<String> used() throws IOException {
        return new TreeSet<>(Files.readAllLines(USED));
    }

    /** What a program printed. */
    public static void assertNotPrinted(String token, String text) {
        // Without the text in the failure: it would print the token once more.
        assertThat(!token.isEmpty() && text.contains(token))
                .as("a token was printed")
                .isFalse();
    }

    /** What a server keeps in its home, but for the file that is there to hold the token. */
    public static void assertNotStored(String token, Path home) {
        assertThat(filesWith(List.of(token), home).stream()
                        .filter(file -> !file.equals(home.resolve("token")))
                        .toList())
                .as("files that hold a token")
                .isEmpty();
    }

    /** The files below a folder that hold one of these. */
    static List<Path> filesWith(Iterable<String> tokens, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, tokens))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, Iterable<String> tokens) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (String token : tokens) {
                if (text.contains(token)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
