package com.mogplex.quickstart;

import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How the quickstart tells what happens. */
final class Story {
    private static final int TIME_START = "2026-01-01T".length();
    private static final int TIME_END = TIME_START + "00:00:00".length();

    private final PrintStream out;

    Story(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
    }

    void fact(String label, String value) {
        out.println(String.format(Locale.ROOT, "  %-22s %s", label, value));
    }

    void call(String tool, String arguments) {
        out.println();
        out.println("→ " + tool + (arguments.isEmpty() ? "" : "  " + arguments));
    }

    void summary(JsonNode result) {
        out.println("  " + result.path("summary").asString());
    }

    void event(JsonNode event) {
        String time = event.path("createdAt").asString("");
        String clock = time.length() >= TIME_END ? time.substring(TIME_START, TIME_END) : time;
        String tool = event.path("toolName").asString("");
        String message = event.path("message").asString("").replace('\n', ' ');
        out.println(String.format(
                Locale.ROOT,
                "  %s  %-17s %s",
                clock,
                event.path("type").asString(),
                tool.isEmpty() ? message : tool + ": " + message));
    }

    void block(String text) {
        text.lines().forEach(line -> out.println("  " + line));
    }
}
