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
 * Watches over the tokens that tests use: every fixture that makes one says so here, hands in what its programs
 * printed, and asks on its end whether one was stored. All that was printed is kept, so that {@code SecretsIT} can
 * search it for the tokens of the whole suite when that is over.
 */
public final class Secrecy {
    /** One folder for each build, which all its JVMs share; the build's start is its name. */
    private static final String BUILD = System.getProperty("build.started", "by-hand");

    private static final Path TARGET = Path.of("target");
    private static final Path USED = TARGET.resolve("tokens-used");
    private static final Path PRINTED = TARGET.resolve("printed");
    private static final String OF_THIS_JVM = ProcessHandle.current().pid() + ".txt";

    private static final Set<String> WATCHED = new HashSet<>();

    private Secrecy() {}

    /** From now on this token may stand nowhere. */
    public static synchronized void watch(String token) {
        if (!WATCHED.add(token)) {
            return;
        }
        append(USED, token);
    }

    /** All tokens that this build's tests have used so far. */
    static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.list(USED.resolve(BUILD))) {
            for (Path file : files.toList()) {
                used.addAll(Files.readAllLines(file));
            }
        }
        return used;
    }

    /** What a program printed: none of the tokens that this JVM watches may be in it, nor any other of the suite. */
    public static synchronized void assertNonePrinted(String text) {
        append(PRINTED, text);
        // Without the text in the failure: it would print the token once more.
        assertThat(WATCHED.stream().anyMatch(text::contains))
                .as("a token was printed")
                .isFalse();
    }

    private static void append(Path folder, String text) {
        Path file = folder.resolve(BUILD).resolve(OF_THIS_JVM);
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(file.getParent());
                forgetOtherBuilds(folder);
            }
            Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forgetOtherBuilds(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path other : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve(BUILD)))
                    .toList()) {
                Files.deleteIfExists(other);
            }
        }
    }

    /** What the suite left behind: reports, and all that was printed. What is built from the sources is not. */
    static List<Path> left() throws IOException {
        Set<Path> built = Set.of(
                TARGET.resolve("classes"),
                TARGET.resolve("test-classes"),
                TARGET.resolve("lib"),
                TARGET.resolve("node"),
                USED);
        try (Stream<Path> children = Files.list(TARGET)) {
            return children.filter(child -> !built.contains(child)).toList();
        }
    }

    /** What a server keeps in its home (store, worktrees, logs), but for the file that is there to hold its token. */
    public static synchronized void assertNoneStored(Path home) {
        assertThat(filesWith(WATCHED, home).stream()
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
