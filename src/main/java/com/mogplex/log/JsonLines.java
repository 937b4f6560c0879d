package com.mogplex.log;

import com.mogplex.api.Json;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.event.Level;
import tools.jackson.databind.node.ObjectNode;

/** Writes one JSON object a line, whatever the message holds: a line break in it is escaped and begins no new line. */
final class JsonLines {
    /** More than this without a line break is not waited for. */
    private static final int MAX_PRINTED_BYTES = 64 * 1024;

    private final PrintStream out;

    JsonLines(PrintStream out) {
        this.out = out;
    }

    static ObjectNode line(Level level, String logger, String message) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("level", level.name());
        line.put("logger", logger);
        line.put("message", message);
        return line;
    }

    void write(ObjectNode line) {
        byte[] bytes = (Json.mapper().writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        // In one piece: others write there, too.
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }

    /** Takes what is printed without the log, and writes each line of it as one of the log's. */
    PrintStream printed() {
        return new PrintStream(new Printed(), true, StandardCharsets.UTF_8);
    }

    private final class Printed extends OutputStream {
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int next) {
            if (next == '\n' || waiting.size() >= MAX_PRINTED_BYTES) {
                end();
            }
            if (next != '\n') {
                waiting.write(next);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }

        private void end() {
            String text = waiting.toString(StandardCharsets.UTF_8).stripTrailing();
            waiting.reset();
            if (!text.isEmpty()) {
                JsonLines.this.write(line(text.startsWith("error:") ? Level.ERROR : Level.INFO, "mogplex", text));
            }
        }
    }
}
