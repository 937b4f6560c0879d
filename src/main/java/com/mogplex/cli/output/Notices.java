package com.mogplex.cli.output;

import com.mogplex.cli.ci.BuildLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard error: everything that is not data. */
public final class Notices {
    private final OutputStream stream;
    private final BuildLog buildLog;

    public Notices(OutputStream stream, BuildLog buildLog) {
        this.stream = stream;
        this.buildLog = buildLog;
    }

    /** What went wrong, on one line. */
    public void error(String message) {
        print(buildLog.error(message));
    }

    /** Something that the reader may want to know. */
    public void note(String message) {
        print(buildLog.harmlessText("note: " + message));
    }

    /** A line of this program's own words. */
    public void line(String text) {
        print(text);
    }

    /** Bytes that mean something to a terminal or a build system. */
    public void verbatim(String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException gone) {
            // Nobody reads the notices: the command goes on, its exit code still tells.
        }
    }

    private void print(String line) {
        verbatim(line + "\n");
    }
}
