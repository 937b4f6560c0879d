package com.mogplex.local.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines of which no one knows how long they are: what goes beyond the limit is read and forgotten. */
final class Lines {
    static final int MAX_BYTES = 64 * 1024;

    private final InputStream input;

    Lines(InputStream input) {
        this.input = new BufferedInputStream(input);
    }

    /** The next line without its end, invalid UTF-8 replaced; empty at the end of the stream. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int value = input.read();
        if (value < 0) {
            return Optional.empty();
        }
        for (; value >= 0 && value != '\n'; value = input.read()) {
            if (line.size() < MAX_BYTES) {
                line.write(value);
            }
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
