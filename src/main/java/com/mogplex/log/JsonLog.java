package com.mogplex.log;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The log, for SLF4J, which finds it by its name in a system property. */
public final class JsonLog implements SLF4JServiceProvider {
    /** The level of this program's own log; the libraries' is fixed. */
    public static final String LEVEL = "com.mogplex.log.level";

    private static final String LIBRARIES_LEVEL = "warn";
    private static final String OWN = "com.mogplex";

    /** Standard error as it was when the program began, whatever stands in its place since. */
    private static final JsonLines LINES = new JsonLines(System.err);

    private final Map<String, JsonLogger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** For standard error: writes each line that is printed there as one of the log's. */
    public static PrintStream printed() {
        return LINES.printed();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, JsonLog::logger);
    }

    private static JsonLogger logger(String name) {
        boolean own = name.startsWith(OWN);
        return new JsonLogger(name, own ? System.getProperty(LEVEL, LIBRARIES_LEVEL) : LIBRARIES_LEVEL, LINES);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    /** Source: SLF4J: the version of its interface that this was compiled against. */
    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Nothing is read and nothing is opened.
    }
}
