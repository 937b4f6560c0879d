package com.mogplex.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-05-17T10:14:00Z");

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "60,60", " 60 ,60", "86400,86400"})
    void secondsAreRead(String header, int seconds) {
        assertThat(parse(header)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void anHttpDateIsRead() {
        assertThat(parse("Sun, 17 May 2026 10:15:30 GMT")).contains(Duration.ofSeconds(90));
        assertThat(parse("Sun, 17 May 2026 10:13:00 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sunday, 17-May-26 10:15:30 GMT", "Sun May 17 10:15:30 2026"})
    void theObsoleteFormsOfADateAreRead(String header) {
        assertThat(parse(header)).contains(Duration.ofSeconds(90));
    }

    @Test
    void theAnswersOwnDateIsTheClockOfItsDates() {
        Headers headers =
                Headers.of("Date", "Sun, 17 May 2026 09:00:00 GMT", "Retry-After", "Sun, 17 May 2026 09:01:00 GMT");

        assertThat(RetryAfter.of(headers, NOW)).contains(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"86401", "999999999999999999", "Sun, 17 May 2099 10:15:30 GMT"})
    void nobodyIsSentAwayForMoreThanADay(String header) {
        assertThat(parse(header)).contains(RetryAfter.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1e9", "soon", "99999999999999999999", "60s", "Sun, 17 May"})
    void nonsenseSaysNothing(String header) {
        assertThat(parse(header)).isEmpty();
    }

    @Test
    void noHeaderSaysNothing() {
        assertThat(RetryAfter.of(Headers.of(), NOW)).isEmpty();
    }

    private static Optional<Duration> parse(String header) {
        return RetryAfter.of(Headers.of("Retry-After", header), NOW);
    }
}
