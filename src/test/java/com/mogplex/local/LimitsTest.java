package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.local.store.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hosted API's limits, when they are asked for. */
class LimitsTest {
    private static final Map<String, String> NOWHERE = Map.of("repoId", "nowhere");

    private final SettableClock clock = new SettableClock();
    private Served served;

    @BeforeEach
    void start(@TempDir Path folder) {
        served = Served.with(folder, options -> options.withClock(clock).withLimits(true));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private ApiCaller freshToken() {
        return new ApiCaller(served.server, served.server.mintToken(Set.of(Scope.READ, Scope.WRITE)));
    }

    /** Uses up run starts, each with a token of its own, and a minute after each ten. */
    private void startRuns(int count) {
        for (int started = 0; started < count; started++) {
            assertThat(freshToken().start(NOWHERE).status()).isEqualTo(404);
            if (started % 10 == 9) {
                clock.advance(Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void aTokenHasSixtyRequestsInAnySixtySeconds() {
        for (int asked = 0; asked < 60; asked++) {
            served.api.get("repos").data();
            clock.advance(Duration.ofMillis(500));
        }

        ApiCaller.Answer refused = served.api.get("repos");
        assertThat(refused.error()).isEqualTo("429 RATE_LIMITED Rate limit exceeded. Retry after 60s.");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        freshToken().get("repos").data();

        clock.advance(Duration.ofSeconds(30));
        served.api.get("repos").data();
    }

    @Test
    void aRefusedRequestDoesNotCount() {
        for (int asked = 0; asked < 70; asked++) {
            served.api.get("repos");
        }
        clock.advance(Duration.ofSeconds(60));

        for (int asked = 0; asked < 60; asked++) {
            served.api.get("repos").data();
        }
    }

    @Test
    void aUserHasTenStartsAMinuteWithAllTokensTogether() {
        for (int started = 0; started < 10; started++) {
            assertThat(freshToken().start(NOWHERE).status()).isEqualTo(404);
        }
        clock.advance(Duration.ofMillis(20_500));

        ApiCaller.Answer refused = freshToken().start(NOWHERE);

        assertThat(refused.error()).isEqualTo("429 RATE_LIMITED External Mogplex run rate limit exceeded");
        assertThat(refused.header("Retry-After")).isEqualTo("40");
        clock.advance(Duration.ofSeconds(40));
        assertThat(freshToken().start(NOWHERE).status()).isEqualTo(404);
    }

    @Test
    void aUserHasThirtyStartsAnHour() {
        startRuns(30);

        ApiCaller.Answer refused = freshToken().start(NOWHERE);

        assertThat(refused.error()).isEqualTo("429 RATE_LIMITED External Mogplex run rate limit exceeded");
        assertThat(refused.header("Retry-After")).isEqualTo("3420");
    }

    @Test
    void aUserHasAHundredAndFiftyStartsADay() {
        for (int hour = 0; hour < 5; hour++) {
            startRuns(30);
            clock.advance(Duration.ofHours(1));
        }

        assertThat(freshToken().start(NOWHERE).error())
                .isEqualTo("429 RATE_LIMITED Daily external Mogplex run quota exceeded");
    }

    @Test
    void aBodyThatIsNoJsonUsesNoBudget() {
        for (int started = 0; started < 12; started++) {
            assertThat(freshToken().startRaw("key", "{").status()).isEqualTo(400);
        }
        assertThat(freshToken().start(NOWHERE).status()).isEqualTo(404);
    }
}
