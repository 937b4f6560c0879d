package com.mogplex.mcp.telemetry;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Sends what a library tells the JVM's own log to ours, so that one level and one format hold for all. */
final class LibraryLog extends Handler {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LibraryLog.class);

    private final SimpleFormatter formatter = new SimpleFormatter();

    private LibraryLog() {}

    /**
     * Takes over what a library logs.
     *
     * @param name what the library's loggers begin with
     * @return must be held: the JVM forgets a logger that nobody holds, and its handlers with it
     */
    static Logger bridge(String name) {
        Logger library = Logger.getLogger(name);
        library.setUseParentHandlers(false);
        library.addHandler(new LibraryLog());
        return library;
    }

    @Override
    public void publish(LogRecord said) {
        String message = formatter.formatMessage(said);
        if (said.getLevel().intValue() >= Level.WARNING.intValue()) {
            LOG.warn("{}", message);
        } else {
            LOG.debug("{}", message);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
