package com.mogplex.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-05-17T10:14:00Z");

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "60,60", " 60 ,60", "86400,86400"})
    void secondsAreRead(String header, int seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void anHttpDateIsRead() {
        assertThat(RetryAfter.parse("Sun, 17 May 2026 10:15:30 GMT", NOW)).contains(Duration.ofSeconds(90));
        assertThat(RetryAfter.parse("Sun, 17 May 2026 10:13:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"86401", "999999999999999999", "Sun, 17 May 2099 10:15:30 GMT"})
    void nobodyIsSentAwayForMoreThanADay(String header) {
        assertThat(RetryAfter.parse(header, NOW)).contains(RetryAfter.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1e9", "soon", "99999999999999999999", "60s", "Sun, 17 May"})
    void nonsenseSaysNothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @Test
    void noHeaderSaysNothing() {
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }
}
