package com.mogplex.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/mogplex}: where it can stand, which Java it picks, when it builds, and what it says when it cannot. */
class LauncherIT {
    private static final Map<String, String> PLAIN = Map.of("PATH", System.getenv("PATH"));

    @TempDir
    Path folder;

    /** JUnit warns of links that lead out of a temporary folder. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void worksThroughSymlinksFromAnyFolder() throws IOException {
        Path first = Files.createSymbolicLink(folder.resolve("first"), Shell.LAUNCHER);
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin").resolve("mogplex"), Path.of("..", "first"));

        assertVersion(Shell.run(folder, PLAIN, first.toString(), "--version"));
        assertVersion(
                Shell.run(Path.of("/"), PLAIN, folder.resolve("bin/mogplex").toString(), "--version"));
    }

    @Test
    void worksFromThePath() {
        Map<String, String> environment = Map.of("PATH", Shell.LAUNCHER.getParent() + ":" + System.getenv("PATH"));

        assertVersion(Shell.run(folder, environment, "sh", "-c", "mogplex --version"));
    }

    @Test
    void worksInAnUnpackedPackageWhosePathHasSpaces() throws IOException {
        Path home = folder.resolve("a package/mogplex 1");
        copy(Shell.LAUNCHER, home.resolve("bin/mogplex"));
        copy(Path.of("target/mogplex.jar"), home.resolve("lib/mogplex.jar"));
        try (Stream<Path> libraries = Files.list(Path.of("target/lib"))) {
            for (Path library : libraries.toList()) {
                copy(library, home.resolve("lib/lib").resolve(library.getFileName()));
            }
        }

        assertVersion(Shell.run(folder, PLAIN, home.resolve("bin/mogplex").toString(), "--version"));
    }

    @Test
    void aPackageWithoutItsProgramSaysSo() throws IOException {
        copy(Shell.LAUNCHER, folder.resolve("bin/mogplex"));

        Shell result = Shell.run(folder, PLAIN, "bin/mogplex", "--version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).contains("lib/mogplex.jar is missing").hasLineCount(1);
    }

    @Test
    void argumentsArriveAsTheyAre() {
        Shell result = Shell.run(folder, PLAIN, Shell.LAUNCHER.toString(), "runs", "get", "a b\"c'*é", "--nonsense");

        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aJavaThatIsTooOldIsPassedOver() throws IOException {
        Path old = folder.resolve("jdk-11");
        script(old.resolve("bin/java"), "echo the old java; exit 1");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", old.toString());

        assertVersion(Shell.run(folder, environment, Shell.LAUNCHER.toString(), "--version"));
    }

    @Test
    void aCheckoutIsBuiltOnceAndAgainWhenASourceIsNewer() throws IOException {
        Map<String, String> environment =
                checkoutWith("echo built >>\"$PWD/builds\"; cp \"$REAL_JAR\" target/mogplex.jar");

        Shell first = Shell.run(folder, environment, "bin/mogplex", "--version");
        assertVersion(first);
        assertThat(first.stderr())
                .startsWith("mogplex: building")
                .endsWith("done\n")
                .hasLineCount(1);
        assertThat(Shell.run(folder, environment, "bin/mogplex", "--version").stderr())
                .isEmpty();
        assertThat(folder.resolve("builds")).hasContent("built\n");

        touchLater(folder.resolve("src/main/New.java"));
        assertVersion(Shell.run(folder, environment, "bin/mogplex", "--version"));
        assertThat(folder.resolve("builds")).hasContent("built\nbuilt\n");
        assertThat(folder.resolve("target/.building")).doesNotExist();
    }

    @Test
    void aBuildThatFailsShowsItsErrorsAndWhereTheLogIs() throws IOException {
        Map<String, String> environment =
                checkoutWith("echo '[INFO] noise'; echo '[ERROR] Foo.java: not a statement'; exit 1");

        Shell result = Shell.run(folder, environment, "bin/mogplex", "--version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr())
                .contains("target/build.log", "failed", "[ERROR] Foo.java: not a statement")
                .doesNotContain("noise");
        assertThat(folder.resolve("target/.building")).doesNotExist();
    }

    @Test
    void aMissingMavenIsSaidInOneLine() throws IOException {
        Map<String, String> environment = checkoutWith("exit 1");
        Files.delete(folder.resolve("tools/mvn"));

        Shell result = Shell.run(folder, environment, "bin/mogplex", "--version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).contains("needs Maven 3.8 or newer").hasLineCount(1);
    }

    @Test
    void aRuntimeWithoutACompilerIsSaidInOneLine() throws IOException {
        Map<String, String> environment = new HashMap<>(checkoutWith("exit 1"));
        Path runtime = folder.resolve("jre");
        script(runtime.resolve("bin/java"), "exit 1");
        Files.writeString(runtime.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        environment.put("JAVA_HOME", runtime.toString());

        Shell result = Shell.run(folder, environment, "bin/mogplex", "--version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).contains("needs a JDK").hasLineCount(1);
    }

    @Test
    void whatTheJvmItselfSaysDoesNotReachTheProtocol() {
        Map<String, String> environment =
                Map.of("PATH", System.getenv("PATH"), "JDK_JAVA_OPTIONS", "-Xlog:class+load=info");

        Shell result = Shell.run(folder, environment, Shell.LAUNCHER.toString(), "mcp");

        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).isEmpty();
    }

    /** A checkout whose Maven is this script, and whose tools are the few that a bare machine has. */
    private Map<String, String> checkoutWith(String maven) throws IOException {
        copy(Shell.LAUNCHER, folder.resolve("bin/mogplex"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>\n");
        Files.createDirectories(folder.resolve("src/main"));
        Files.createDirectories(folder.resolve("target"));
        Files.createSymbolicLink(
                folder.resolve("target/lib"), Path.of("target/lib").toAbsolutePath());
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of(
                "sh", "cat", "cksum", "cp", "find", "grep", "head", "mkdir", "mv", "readlink", "rm", "sleep", "tail")) {
            Files.createSymbolicLink(tools.resolve(tool), which(tool));
        }
        script(tools.resolve("mvn"), maven);
        return Map.of(
                "PATH", tools.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "REAL_JAR", Path.of("target/mogplex.jar").toAbsolutePath().toString());
    }

    private static Path which(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void touchLater(Path file) throws IOException {
        Files.writeString(file, "class New {}\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void assertVersion(Shell result) {
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(result.stdout()).contains("0.1.0");
    }
}
