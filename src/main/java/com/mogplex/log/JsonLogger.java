package com.mogplex.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import tools.jackson.databind.node.ObjectNode;

/** Logs under one name, from one level on. An exception's stack is written only when debugging is asked for. */
final class JsonLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    private static final int OFF = Integer.MAX_VALUE;

    private final transient JsonLines lines;
    private final int threshold;

    /** @param level one of the log's levels, or {@code off} */
    JsonLogger(String name, String level, JsonLines lines) {
        this.name = name;
        this.lines = lines;
        this.threshold = level.equals("off")
                ? OFF
                : Level.valueOf(level.toUpperCase(Locale.ROOT)).toInt();
    }

    private boolean takes(Level level) {
        return level.toInt() >= threshold;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        ObjectNode line = JsonLines.line(level, name, MessageFormatter.basicArrayFormat(pattern, arguments));
        if (thrown != null) {
            line.put("error", thrown.toString());
            if (takes(Level.DEBUG)) {
                var stack = line.putArray("stack");
                for (StackTraceElement frame : thrown.getStackTrace()) {
                    stack.add(frame.toString());
                }
            }
        }
        lines.write(line);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return takes(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return takes(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return takes(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return takes(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return takes(Level.ERROR);
    }
}
