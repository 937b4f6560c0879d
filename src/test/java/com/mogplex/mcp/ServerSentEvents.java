package com.mogplex.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Reads a stream of server-sent events, as strictly as the standard allows. */
final class ServerSentEvents {
    private ServerSentEvents() {}

    /** Takes every event's name and data, until the stream ends or is closed. */
    static void read(InputStream in, BiConsumer<String, String> taker) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (data.length() > 0) {
                        taker.accept(name, data.toString());
                    }
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring("data: ".length()));
                } else if (!line.startsWith(":")) {
                    throw new AssertionError("no line of an event: " + line);
                }
            }
        } catch (IOException | UncheckedIOException closed) {
            // It was closed on either side.
        }
    }
}
