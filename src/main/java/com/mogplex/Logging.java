package com.mogplex;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sets the level of the log before anything logs: {@code --log-level}, else {@code MOGPLEX_LOG}, else warn. */
final class Logging {
    private static final String FLAG = "--log-level";
    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace", "off");

    private Logging() {}

    static void configure(List<String> arguments, Map<String, String> environment) {
        String level = flag(arguments)
                .or(() -> Optional.ofNullable(environment.get("MOGPLEX_LOG")))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(LEVELS::contains)
                .orElse("warn");
        System.setProperty("org.slf4j.simpleLogger.log.com.mogplex", level);
    }

    private static Optional<String> flag(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(FLAG + "=")) {
                return Optional.of(argument.substring(FLAG.length() + 1));
            }
            if (argument.equals(FLAG) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
