package com.mogplex.local;

import com.mogplex.local.store.Scope;
import com.mogplex.local.store.SetupException;
import com.mogplex.local.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token of a home, in a file that only its owner can read. It outlives the server, so shells that use it do too.
 */
final class TokenFile {
    private TokenFile() {}

    static Path in(Path home) {
        return home.resolve("token");
    }

    /** The token in the file if it is valid, or else a new one, which is then in the file. */
    static String readOrMint(Path home, Tokens tokens) {
        try {
            Optional<String> known =
                    read(in(home)).filter(token -> tokens.find(token).isPresent());
            if (known.isPresent()) {
                return known.get();
            }
            String token = tokens.mint(EnumSet.allOf(Scope.class), null);
            write(in(home), token);
            return token;
        } catch (IOException e) {
            throw new SetupException("cannot keep the token in " + in(home), e);
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void write(Path file, String token) throws IOException {
        @Nullable Path folder = file.getParent();
        Path fresh = Files.createTempFile(
                folder == null ? Path.of(".") : folder,
                "token",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, token + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
