package com.mogplex.cli;

import com.mogplex.api.Harness;
import com.mogplex.api.RunEvents;
import com.mogplex.cli.terminal.ColorMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the arguments may be. Each converter says what it expected; nothing is sent before all of them agree. */
final class Values {
    private static final int MAX_ID_CHARACTERS = 200;

    private Values() {}

    /** An id of the API: opaque, yet never something that could name another route. */
    static final class Id implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!isId(value)) {
                throw new TypeConversionException("'" + value + "' is not an id: expected 1 to " + MAX_ID_CHARACTERS
                        + " letters, digits and any of - _ . : ~");
            }
            return value;
        }
    }

    /** A repo's id, or {@code owner/name}. */
    static final class Repo implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            String[] parts = value.split("/", -1);
            boolean isValid = parts.length <= 2 && Arrays.stream(parts).allMatch(Values::isId);
            // An empty one is an unset variable in somebody's script: the same as none, with the same message.
            if (!value.isBlank() && !isValid) {
                throw new TypeConversionException("'" + value + "' is neither a repo's id nor owner/name");
            }
            return value;
        }
    }

    /** How many items to list. */
    static final class Limit implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            int limit = wholeNumber(value);
            if (limit < 1 || limit > RunEvents.MAX_LIMIT) {
                throw new TypeConversionException("expected 1 to " + RunEvents.MAX_LIMIT + ", not " + value);
            }
            return limit;
        }
    }

    /** A whole number of seconds. */
    static final class Seconds implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            int seconds = wholeNumber(value);
            if (seconds < 1) {
                throw new TypeConversionException("expected at least 1 second, not " + value);
            }
            return seconds;
        }
    }

    /** Seconds between two looks at a run; a fraction is fine. */
    static final class Interval implements ITypeConverter<Duration> {
        private static final BigDecimal SHORTEST = new BigDecimal("0.1");
        private static final BigDecimal LONGEST = new BigDecimal("300");

        @Override
        public Duration convert(String value) {
            BigDecimal seconds = decimalNumber(value);
            if (seconds.compareTo(SHORTEST) < 0 || seconds.compareTo(LONGEST) > 0) {
                throw new TypeConversionException("expected " + SHORTEST + " to " + LONGEST + " seconds, not " + value);
            }
            return Duration.ofMillis(seconds.movePointRight(3).longValue());
        }
    }

    /** {@code codex} or {@code claude-code}. */
    static final class HarnessName implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!Harness.wireNames().contains(value)) {
                throw new TypeConversionException(
                        "expected " + String.join(" or ", Harness.wireNames()) + ", not '" + value + "'");
            }
            return value;
        }
    }

    /** The harnesses, for completion. */
    static final class Harnesses extends ArrayList<String> {
        Harnesses() {
            super(Harness.wireNames());
        }
    }

    /** The log's levels, for completion. */
    static final class LogLevels extends ArrayList<String> {
        LogLevels() {
            super(List.of("error", "warn", "info", "debug"));
        }
    }

    /** What a sandbox's status usually is, for completion. */
    static final class SandboxStatuses extends ArrayList<String> {
        SandboxStatuses() {
            super(List.of("running", "paused", "stopped", "error"));
        }
    }

    /** When to colour, for completion. */
    static final class Colors extends ArrayList<String> {
        Colors() {
            super(Arrays.stream(ColorMode.values()).map(ColorMode::toString).toList());
        }
    }

    /** {@code auto}, {@code always} or {@code never}. */
    static final class Color implements ITypeConverter<ColorMode> {
        @Override
        public ColorMode convert(String value) {
            return Arrays.stream(ColorMode.values())
                    .filter(mode -> mode.toString().equals(value.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("expected auto, always or never, not '" + value + "'"));
        }
    }

    /** A name or a path: not empty, and nothing in it that hides. */
    static final class Word implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.isBlank() || value.codePoints().anyMatch(Character::isISOControl)) {
                throw new TypeConversionException("'" + value + "' is empty or holds control characters");
            }
            return value;
        }
    }

    /** Goes into a header, so it is one line of printable ASCII. */
    static final class IdempotencyKey implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            int most = com.mogplex.api.StartRunRequest.MAX_IDEMPOTENCY_KEY_CHARACTERS;
            boolean isPrintable = value.chars().allMatch(character -> character >= 0x20 && character < 0x7F);
            if (value.isBlank() || value.length() > most || !isPrintable) {
                throw new TypeConversionException("expected 1 to " + most + " printable ASCII characters");
            }
            return value;
        }
    }

    private static boolean isId(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_ID_CHARACTERS
                && !value.equals(".")
                && !value.equals("..")
                && value.chars().allMatch(Values::isIdCharacter);
    }

    private static boolean isIdCharacter(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || "-_.:~".indexOf(character) >= 0;
    }

    private static int wholeNumber(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new TypeConversionException("'" + value + "' is not a whole number");
        }
    }

    private static BigDecimal decimalNumber(String value) {
        try {
            BigDecimal number = new BigDecimal(value);
            // 1e999999999 is a number too, but nobody's interval, and slow to compare.
            if (Math.abs((long) number.scale()) <= 9 && number.precision() <= 18) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new TypeConversionException("'" + value + "' is not a number of seconds");
    }
}
