package com.mogplex.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** Reads a {@code Retry-After} header: seconds or an HTTP date. Source: RFC 9110, section 10.2.3. */
final class RetryAfter {
    /** The longest budget of the v1 API is a day's; more than that is a mistake or a trick. */
    static final Duration MAX = Duration.ofDays(1);

    private static final String NAME = "Retry-After";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

    private RetryAfter() {}

    /**
     * How long to wait from now, zero for a date in the past; empty if the header is missing or nonsense.
     *
     * @param now by this machine's clock; the answer's own {@code Date} goes before it, because the two may disagree
     */
    static Optional<Duration> of(Headers headers, Instant now) {
        String value = headers.get(NAME);
        if (value == null) {
            return Optional.empty();
        }
        return (SECONDS.matcher(value.strip()).matches() ? seconds(value.strip()) : date(headers, now))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
    }

    private static Optional<Duration> seconds(String value) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }

    /** In any of the three forms of RFC 9110, section 5.6.7. */
    private static Optional<Duration> date(Headers headers, Instant now) {
        Instant theirNow = headers.getInstant("Date");
        return Optional.ofNullable(headers.getInstant(NAME))
                .map(then -> Duration.between(theirNow == null ? now : theirNow, then));
    }
}
