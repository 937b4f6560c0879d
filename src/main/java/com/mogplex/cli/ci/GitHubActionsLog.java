package com.mogplex.cli.ci;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * GitHub Actions. Its runner obeys a line that starts with {@code ::}, white space aside, and one that holds the older
 * {@code ##[} anywhere. Source: GitHub, "Workflow commands for GitHub Actions", and the runner's parser.
 */
final class GitHubActionsLog implements BuildLog {
    /** Anything may stand before it that the runner's own notion of white space might skip. */
    private static final Pattern COMMAND_AT_START = Pattern.compile("^([^A-Za-z0-9:]*):(?=:)");

    private static final String OLDER_COMMAND = "##[";

    /** GitHub drops a step's whole summary if it is longer: 1 MiB. */
    private static final int SUMMARY_BYTES = 1 << 20;

    /** Enough for everything but the events. */
    private static final int LEAST_SUMMARY_BYTES = 16 * 1024;

    private final String summaryFile;

    GitHubActionsLog(String summaryFile) {
        this.summaryFile = summaryFile;
    }

    @Override
    public String error(String message) {
        return "::error title=mogplex::" + escapeData(message);
    }

    @Override
    public String harmlessText(String line) {
        return COMMAND_AT_START.matcher(line.replace(OLDER_COMMAND, "## [")).replaceFirst("$1: ");
    }

    @Override
    public String harmlessJson(String line) {
        return line.replace(OLDER_COMMAND, "#\\u0023[");
    }

    @Override
    public String openSection(String name, String title) {
        return "";
    }

    @Override
    public String closeSection(String name) {
        return "";
    }

    @Override
    public String summarize(Run run, List<RunEvent> events) {
        if (summaryFile.isEmpty()) {
            return "";
        }
        try {
            Path file = Path.of(summaryFile);
            long left = SUMMARY_BYTES - (Files.exists(file) ? Files.size(file) : 0);
            if (left < LEAST_SUMMARY_BYTES) {
                return "GITHUB_STEP_SUMMARY is full: this run is not in the job summary";
            }
            Files.writeString(
                    file,
                    new RunSummary(run, events).toMarkdown((int) left),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return "";
        } catch (IOException | InvalidPathException failure) {
            return "the job summary could not be written to GITHUB_STEP_SUMMARY";
        }
    }

    /** The escapes of a workflow command's data. */
    private static String escapeData(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
