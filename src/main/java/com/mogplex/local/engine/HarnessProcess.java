package com.mogplex.local.engine;

import com.mogplex.local.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts an agent: a command line in a shell, in the run's worktree, with the prompt as its input. */
final class HarnessProcess {
    static final String RUN_ID = "MOGPLEX_RUN_ID";

    private HarnessProcess() {}

    /** @param promptFile is written here, readable by no one else, and read by the agent */
    static Process start(
            String command, StoredRun run, Workspace workspace, Path promptFile, Map<String, String> environment)
            throws RunFailure {
        try {
            Files.deleteIfExists(promptFile);
            Files.createFile(
                    promptFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(promptFile, run.prompt());
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                    .directory(workspace.folder().toFile())
                    .redirectInput(promptFile.toFile());
            Map<String, String> all = new HashMap<>(ChildEnvironment.clean(environment));
            all.put(RUN_ID, run.id());
            all.put("MOGPLEX_HARNESS", orEmpty(run.run().harness()));
            all.put("MOGPLEX_BRANCH", workspace.branch());
            all.put("MOGPLEX_PROMPT_FILE", promptFile.toString());
            // There is nobody to answer.
            all.put("GIT_TERMINAL_PROMPT", "0");
            builder.environment().clear();
            builder.environment().putAll(all);
            return builder.start();
        } catch (IOException e) {
            throw new RunFailure("the harness could not be started");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
