package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.Secrecy;
import com.mogplex.local.store.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded API keeps of a token, and where. */
class TokenStorageTest {
    @TempDir
    Path folder;

    @Test
    void aTokenIsStoredAsItsSha256Alone() throws Exception {
        String token;
        try (Served served = Served.with(folder, options -> options)) {
            token = served.server.mintToken(Set.of(Scope.READ));
            Secrecy.watch(token);
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        String sha256 = HexFormat.of().formatHex(digest);

        List<String> kept = contents(folder.resolve("home"));
        assertThat(kept).anyMatch(content -> content.contains(sha256));
        assertThat(String.join("", kept).contains(token))
                .as("the token is stored")
                .isFalse();
    }

    @Test
    void itsHomeIsWhereLoginKeepsTheTokenOfAnyApi() {
        assertThat(LocalOptions.defaultHome(Map.of("HOME", "/home/a"))).isEqualTo(Path.of("/home/a/.mogplex/local"));
        assertThat(LocalOptions.defaultHome(Map.of("HOME", "/home/a", "MOGPLEX_HOME", "/moved")))
                .isEqualTo(Path.of("/moved/local"));
        assertThat(LocalOptions.defaultHome(Map.of("HOME", "")))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".mogplex", "local"));
    }

    private static List<String> contents(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .map(TokenStorageTest::content)
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
