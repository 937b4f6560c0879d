package com.mogplex.client;

import static com.mogplex.api.ErrorCode.UNAUTHORIZED;

import com.mogplex.api.Json;
import com.mogplex.api.MogplexHome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The file that an interactive login leaves a token in. It is only read; whatever else it holds is left alone. */
final class AuthFile {
    private static final Logger log = LoggerFactory.getLogger(AuthFile.class);

    private static final Set<String> WARNED_OF = ConcurrentHashMap.newKeySet();

    /** Far above any real one; a device or a log in its place must not fill the memory. */
    private static final int MAX_BYTES = 1 << 20;

    private static final Set<PosixFilePermission> FOR_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path path;

    private AuthFile(Path path) {
        this.path = path;
    }

    static AuthFile of(Map<String, String> environment) {
        try {
            return new AuthFile(MogplexHome.authFile(environment));
        } catch (InvalidPathException e) {
            throw MogplexException.local(
                    UNAUTHORIZED, "MOGPLEX_HOME is not a folder's name.", "Correct or unset MOGPLEX_HOME.");
        }
    }

    /**
     * The token in it; empty if there is no such file or no token in it.
     *
     * @param warnings told what is wrong with the file and what to do, though it is used
     */
    Optional<String> token(Consumer<String> warnings) {
        Optional<JsonNode> content = read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        warnIfOthersMayReadIt(warnings);
        JsonNode root = content.get();
        return Stream.of(root.path("providers").path("mogplex").path("apiKey"), root.path("apiKey"), root.path("token"))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(token -> !token.isEmpty())
                .findFirst();
    }

    private Optional<JsonNode> read() {
        // Before it is opened: a pipe would never come to its end.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw unusable("is not a regular file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("cannot be read");
        }
        try {
            JsonNode root = Json.mapper().readTree(bytes);
            if (root.isObject()) {
                return Optional.of(root);
            }
        } catch (JacksonException e) {
            // Said below, without the parser's words: they may quote the token.
        }
        throw unusable("is not a JSON object");
    }

    private MogplexException unusable(String why) {
        return MogplexException.local(
                UNAUTHORIZED,
                path + " " + why + ".",
                "Repair or delete it and log in again, or set " + Credential.VARIABLE + ".");
    }

    /** A command may look a token up more than once; it is told once. */
    static void warnOnce(String warning) {
        if (WARNED_OF.add(warning)) {
            log.warn(warning);
        }
    }

    private void warnIfOthersMayReadIt(Consumer<String> warnings) {
        try {
            if (Files.getPosixFilePermissions(path).stream().anyMatch(FOR_OTHERS::contains)) {
                warnings.accept(
                        path + " holds a token and is open to other users of this machine; run: chmod 600 " + path);
            }
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("the permissions of {} are unknown", path);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
