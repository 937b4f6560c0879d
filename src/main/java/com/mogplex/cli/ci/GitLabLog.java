package com.mogplex.cli.ci;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import java.time.Instant;
import java.util.List;

/**
 * GitLab CI: sections that fold. Its markers need a carriage return and an escape character, which no sanitized text
 * holds, so there is nothing to disarm. Source: GitLab, "CI/CD job logs".
 */
final class GitLabLog implements BuildLog {
    private static final String ERASE = "\u001b[0K";

    @Override
    public String error(String message) {
        return "error: " + message;
    }

    @Override
    public String harmlessText(String line) {
        return line;
    }

    @Override
    public String harmlessJson(String line) {
        return line;
    }

    @Override
    public String openSection(String name, String title) {
        return marker("start", name) + title + "\n";
    }

    @Override
    public String closeSection(String name) {
        return marker("end", name) + "\n";
    }

    @Override
    public String summarize(Run run, List<RunEvent> events) {
        return "";
    }

    private static String marker(String edge, String name) {
        return ERASE + "section_" + edge + ":" + Instant.now().getEpochSecond() + ":" + name + "\r" + ERASE;
    }
}
