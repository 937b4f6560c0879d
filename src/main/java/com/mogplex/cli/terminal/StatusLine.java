package com.mogplex.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One line at the bottom of a terminal that shows that something is still going on: a spinner, how long it has been,
 * and what. Whoever prints anything else erases it before.
 */
public final class StatusLine implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final String FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    private final OutputStream stream;
    private final boolean enabled;
    private final int columns;
    private final Thread eraser = new Thread(this::erase, "status-line-eraser");
    private int frame;
    private volatile boolean visible;

    /**
     * A status line on a stream.
     *
     * @param enabled false makes every method do nothing
     */
    public StatusLine(OutputStream stream, boolean enabled, int columns) {
        this.stream = stream;
        this.enabled = enabled;
        this.columns = columns;
        if (enabled) {
            // Ctrl-C must not leave half a line before the shell's prompt.
            Runtime.getRuntime().addShutdownHook(eraser);
        }
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** Draws it anew, one step further. */
    public void show(Duration elapsed, String what) {
        if (!enabled) {
            return;
        }
        frame = (frame + 1) % FRAMES.length();
        String text =
                "%c %d:%02d %s".formatted(FRAMES.charAt(frame), elapsed.toMinutes(), elapsed.toSecondsPart(), what);
        visible = true;
        write(ERASE + DisplayWidth.cut(text, columns - 1));
    }

    /** Takes it away, so that a line of output can stand there. */
    public void erase() {
        if (visible) {
            visible = false;
            write(ERASE);
        }
    }

    @Override
    public void close() {
        erase();
        if (enabled) {
            try {
                Runtime.getRuntime().removeShutdownHook(eraser);
            } catch (IllegalStateException shuttingDown) {
                // Then the hook is what erases.
            }
        }
    }

    private void write(String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException gone) {
            visible = false;
        }
    }
}
