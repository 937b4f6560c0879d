package com.mogplex.local.rehearsal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints events as the engine reads them: one JSON object a line. By hand, since a JSON library takes longer to start.
 */
final class EventWriter {
    private final PrintStream out;

    EventWriter(PrintStream out) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    void say(String message) {
        out.println("{\"type\":\"assistant_message\",\"message\":" + quote(message) + "}");
    }

    /** @param payload strings and numbers */
    void tool(String type, String message, Map<String, Object> payload) {
        StringBuilder fields = new StringBuilder();
        new TreeMap<>(payload).forEach((name, value) -> {
            fields.append(fields.isEmpty() ? "" : ",").append(quote(name)).append(':');
            fields.append(value instanceof Number ? value.toString() : quote(value.toString()));
        });
        out.println("{\"type\":" + quote(type) + ",\"toolName\":\"tidy\",\"message\":" + quote(message)
                + ",\"payload\":{" + fields + "}}");
    }

    private static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format("\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }
}
