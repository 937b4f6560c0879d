package com.mogplex.cli.output;

import com.mogplex.api.Json;
import com.mogplex.cli.ci.BuildLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output: data, in UTF-8 whatever the locale. What is printed leaves with {@link #flush()}, so that one answer
 * is one write. Throws {@link OutputFailure} when it cannot be written.
 */
public final class DataOutput {
    private static final int BUFFER_CHARACTERS = 32 * 1024;

    private final OutputStream stream;
    private final BuildLog buildLog;
    private final StringBuilder buffer = new StringBuilder();

    public DataOutput(OutputStream stream, BuildLog buildLog) {
        this.stream = stream;
        this.buildLog = buildLog;
    }

    /** One line for a person; what a build system would obey in it is disarmed. */
    public void line(String text) {
        append(buildLog.harmlessText(text) + "\n");
    }

    /** One object as one line of JSON. */
    public void json(Object value) {
        append(buildLog.harmlessJson(Json.mapper().writeValueAsString(value)) + "\n");
    }

    /** This program's own words, as they are: help, a completion script. */
    public void verbatim(String text) {
        append(text);
    }

    /** Sends what was printed. */
    public void flush() {
        try {
            stream.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException failure) {
            throw new OutputFailure(failure);
        } finally {
            buffer.setLength(0);
        }
    }

    private void append(String text) {
        buffer.append(text);
        if (buffer.length() >= BUFFER_CHARACTERS) {
            flush();
        }
    }
}
