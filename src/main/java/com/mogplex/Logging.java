package com.mogplex;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The level of the log: {@code --log-level}, which may stand anywhere before {@code --}, else {@code MOGPLEX_LOG}, else
 * warn.
 *
 * @param level a word that the log knows
 * @param arguments what is left for the face that is chosen
 * @param note what a person should know of it; empty if there is nothing
 */
record Logging(String level, List<String> arguments, String note) {
    private static final String FLAG = "--log-level";
    private static final String VARIABLE = "MOGPLEX_LOG";
    private static final String DEFAULT = "warn";
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace", "off");

    Logging {
        arguments = List.copyOf(arguments);
    }

    /** @throws IllegalArgumentException with one line for a person if the flag names no level */
    static Logging of(List<String> arguments, Map<String, String> environment) {
        List<String> rest = new ArrayList<>();
        String level = "";
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                // From here on it is somebody's prompt.
                rest.addAll(arguments.subList(i, arguments.size()));
                break;
            }
            if (argument.equals(FLAG)) {
                i++;
                level = known(i < arguments.size() ? arguments.get(i) : "");
            } else if (argument.startsWith(FLAG + "=")) {
                level = known(argument.substring(FLAG.length() + 1));
            } else {
                rest.add(argument);
            }
        }
        return level.isEmpty()
                ? ofVariable(rest, environment.getOrDefault(VARIABLE, ""))
                : new Logging(level, rest, "");
    }

    private static String known(String word) {
        String level = word.toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException(FLAG + " is one of " + String.join(", ", LEVELS));
        }
        return level;
    }

    /** A variable may have been set for something else, long ago: that must not stop every command. */
    private static Logging ofVariable(List<String> rest, String value) {
        String level = value.toLowerCase(Locale.ROOT);
        if (LEVELS.contains(level)) {
            return new Logging(level, rest, "");
        }
        String note = value.isBlank()
                ? ""
                : "note: " + VARIABLE + " is none of " + String.join(", ", LEVELS) + "; " + DEFAULT + " is used";
        return new Logging(DEFAULT, rest, note);
    }

    /** Before anything logs. */
    void apply() {
        System.setProperty("org.slf4j.simpleLogger.log.com.mogplex", level);
        if (!note.isEmpty()) {
            System.err.println(note);
        }
    }
}
