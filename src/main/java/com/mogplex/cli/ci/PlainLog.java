package com.mogplex.cli.ci;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import java.util.List;

/** A person, a pipe or a file: nothing is obeyed. */
final class PlainLog implements BuildLog {
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
        return "";
    }

    @Override
    public String closeSection(String name) {
        return "";
    }

    @Override
    public String summarize(Run run, List<RunEvent> events) {
        return "";
    }
}
