package com.mogplex.cli;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Json;
import com.mogplex.api.MogplexHome;
import com.mogplex.cli.terminal.Shell;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code auth.json}, written. It belongs to other programs too: what else is in it stays. A new content replaces the
 * old one as a whole or not at all, and nobody else may read it at any moment.
 */
final class TokenFile {
    private static final String PROVIDERS = "providers";
    private static final String MOGPLEX = "mogplex";
    private static final String API_KEY = "apiKey";
    /** Where a token may also stand. */
    private static final List<String> TOP_LEVEL = List.of(API_KEY, "token");

    private final Path path;

    private TokenFile(Path path) {
        this.path = path;
    }

    static TokenFile of(Shell shell) {
        try {
            return new TokenFile(MogplexHome.authFile(shell.environment()));
        } catch (InvalidPathException notAPath) {
            throw CommandFailure.of(
                    ErrorCode.UNAUTHORIZED.exitCode(), "MOGPLEX_HOME is not a folder's name; correct it or unset it");
        }
    }

    void store(String token) {
        ObjectNode content = read();
        content.withObjectProperty(PROVIDERS).withObjectProperty(MOGPLEX).put(API_KEY, token);
        replaceWith(content);
    }

    /** Takes every token of ours out; false if there was none. */
    boolean remove() {
        ObjectNode content = read();
        List<ObjectNode> holders = new ArrayList<>();
        if (content.path(PROVIDERS).path(MOGPLEX) instanceof ObjectNode own && own.has(API_KEY)) {
            holders.add(own);
        }
        if (TOP_LEVEL.stream().anyMatch(content::has)) {
            holders.add(content);
        }
        if (holders.isEmpty()) {
            return false;
        }
        holders.forEach(holder -> holder.remove(TOP_LEVEL));
        replaceWith(content);
        return true;
    }

    private ObjectNode read() {
        // Before it is opened: a pipe would never come to its end.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw unusable("is not a regular file");
        }
        try {
            JsonNode content = Json.mapper().readTree(Files.readAllBytes(path));
            if (content instanceof ObjectNode root
                    && fits(root.path(PROVIDERS))
                    && fits(root.at("/providers/mogplex"))) {
                return root;
            }
            throw unusable("does not hold what it should");
        } catch (NoSuchFileException none) {
            return Json.mapper().createObjectNode();
        } catch (JacksonException notJson) {
            throw unusable("is not valid JSON");
        } catch (IOException unreadable) {
            throw unusable("cannot be read");
        }
    }

    private static boolean fits(JsonNode node) {
        return node.isMissingNode() || node.isObject();
    }

    private void replaceWith(ObjectNode content) {
        byte[] bytes = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
        try {
            // Somebody may keep the real file elsewhere; the link to it stays a link.
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path folder = target.resolveSibling(".").normalize();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, only("rwx------"));
            }
            Path next = Files.createTempFile(folder, "auth", ".json", only("rw-------"));
            try {
                write(next, bytes);
                Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException failure) {
            throw CommandFailure.of(ExitCode.FAILURE, path + " cannot be written; check its folder's permissions");
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private FileAttribute<?>[] only(String permissions) {
        boolean knowsPermissions =
                path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return knowsPermissions
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private CommandFailure unusable(String why) {
        return CommandFailure.of(
                ErrorCode.UNAUTHORIZED.exitCode(), path + " " + why + "; repair it or delete it, then log in again");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
