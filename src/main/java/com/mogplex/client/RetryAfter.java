package com.mogplex.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Retry-After} header: seconds or an HTTP date. Source: RFC 9110, section 10.2.3. */
final class RetryAfter {
    /** The longest budget of the v1 API is a day's; more than that is a mistake or a trick. */
    static final Duration MAX = Duration.ofDays(1);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

    private RetryAfter() {}

    /** How long to wait from now, zero for a date in the past; empty if the header is missing or nonsense. */
    static Optional<Duration> parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String value = header.strip();
        return (SECONDS.matcher(value).matches() ? seconds(value) : date(value, now))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
    }

    private static Optional<Duration> seconds(String value) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }

    private static Optional<Duration> date(String value, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, then));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
