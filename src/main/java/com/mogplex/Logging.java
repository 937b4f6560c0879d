package com.mogplex;

import com.mogplex.log.JsonLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the log is written: {@code --log-level} and {@code --log-format}, which may stand anywhere before {@code --},
 * else {@code MOGPLEX_LOG} and {@code MOGPLEX_LOG_FORMAT}, else warn and text.
 *
 * @param level a word that the log knows
 * @param format {@code text} or {@code json}
 * @param arguments what is left for the face that is chosen
 * @param notes what a person should know of it
 */
record Logging(String level, String format, List<String> arguments, List<String> notes) {
    private static final String JSON = "json";
    /** The services, whose standard error is a log and nothing else. */
    private static final List<String> SERVICES = List.of("mcp", "serve");

    /** What can be chosen by a flag or a variable. */
    private record Choice(String flag, String variable, List<String> words, String usual) {
        static final Choice LEVEL = new Choice(
                "--log-level", "MOGPLEX_LOG", List.of("error", "warn", "info", "debug", "trace", "off"), "warn");
        static final Choice FORMAT = new Choice("--log-format", "MOGPLEX_LOG_FORMAT", List.of("text", JSON), "text");

        /**
         * The last one given, which is taken out of the arguments; empty if there is none.
         *
         * @throws IllegalArgumentException if it is none of the words
         */
        private String take(List<String> arguments) {
            String chosen = "";
            for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); ) {
                String argument = arguments.get(i);
                if (argument.equals(flag)) {
                    arguments.remove(i);
                    chosen = known(i < arguments.size() ? arguments.remove(i) : "");
                } else if (argument.startsWith(flag + "=")) {
                    chosen = known(arguments.remove(i).substring(flag.length() + 1));
                } else {
                    i++;
                }
            }
            return chosen;
        }

        private String known(String given) {
            String word = given.toLowerCase(Locale.ROOT);
            if (!words.contains(word)) {
                throw new IllegalArgumentException(flag + " is one of " + String.join(", ", words));
            }
            return word;
        }

        /** A variable may have been set for something else, long ago: that must not stop every command. */
        private String ofVariable(Map<String, String> environment, List<String> notes) {
            String value = environment.getOrDefault(variable, "");
            String word = value.toLowerCase(Locale.ROOT);
            if (words.contains(word)) {
                return word;
            }
            if (!value.isBlank()) {
                notes.add("note: " + variable + " is none of " + String.join(", ", words) + "; " + usual + " is used");
            }
            return usual;
        }
    }

    Logging {
        arguments = List.copyOf(arguments);
        notes = List.copyOf(notes);
    }

    /** @throws IllegalArgumentException with one line for a person if a flag's word is unknown */
    static Logging of(List<String> arguments, Map<String, String> environment) {
        List<String> rest = new ArrayList<>(arguments);
        List<String> notes = new ArrayList<>();
        String level = Choice.LEVEL.take(rest);
        String format = Choice.FORMAT.take(rest);
        return new Logging(
                level.isEmpty() ? Choice.LEVEL.ofVariable(environment, notes) : level,
                format.isEmpty() ? Choice.FORMAT.ofVariable(environment, notes) : format,
                rest,
                notes);
    }

    /** Before anything logs. */
    void apply() {
        // Named, so that SLF4J need not look into every library for it; and it says so, unless told not to.
        System.setProperty("slf4j.internal.verbosity", "WARN");
        if (format.equals(JSON)) {
            System.setProperty("slf4j.provider", "com.mogplex.log.JsonLog");
            System.setProperty(JsonLog.LEVEL, level);
            if (!arguments.isEmpty() && SERVICES.contains(arguments.get(0))) {
                System.setErr(JsonLog.printed());
            }
        } else {
            System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
            System.setProperty("org.slf4j.simpleLogger.log.com.mogplex", level);
        }
        notes.forEach(System.err::println);
    }
}
