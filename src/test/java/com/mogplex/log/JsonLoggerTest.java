package com.mogplex.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonLoggerTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final JsonLines lines = new JsonLines(new PrintStream(written, true, StandardCharsets.UTF_8));

    @Test
    void whateverAMessageHoldsItIsOneObjectOnOneLine() {
        JsonLogger log = new JsonLogger("com.mogplex.A", "info", lines);
        String odd = "a\nb\r\u2028\u0000\u001b[31m\"\\ \uD800 {}";

        log.info("said {}", odd);
        log.warn("{\"level\":\"ERROR\"}\n{\"level\":\"ERROR\"}");

        assertThat(read()).hasSize(2).allSatisfy(line -> {
            assertThat(Instant.parse(line.path("timestamp").asString()))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(line.path("logger").asString()).isEqualTo("com.mogplex.A");
        });
        assertThat(read().get(0).path("message").asString()).isEqualTo("said " + odd.replace('\uD800', '?'));
        assertThat(read().get(1).path("level").asString()).isEqualTo("WARN");
    }

    @Test
    void aStackIsWrittenOnlyForWhoDebugs() {
        IllegalStateException failure = new IllegalStateException("first\nsecond");

        new JsonLogger("com.mogplex.A", "warn", lines).error("failed", failure);
        new JsonLogger("com.mogplex.A", "debug", lines).error("failed", failure);

        List<JsonNode> both = read();
        assertThat(both.get(0).path("error").asString()).isEqualTo("java.lang.IllegalStateException: first\nsecond");
        assertThat(both.get(0).has("stack")).isFalse();
        assertThat(both.get(1).path("stack").get(0).asString()).contains("JsonLoggerTest");
    }

    @Test
    void whatIsBelowTheLevelIsNotWritten() {
        new JsonLogger("com.mogplex.A", "warn", lines).info("no");
        new JsonLogger("com.mogplex.A", "off", lines).error("no");

        assertThat(written.size()).isZero();
    }

    @Test
    void whatIsPrintedBecomesLinesOfTheLog() {
        PrintStream printed = lines.printed();

        printed.print("error: one");
        printed.print(" thing\n\nlistening ü\n");
        printed.print("x".repeat(100_000));

        assertThat(read())
                .extracting(line -> line.path("level").asString() + " "
                        + line.path("message").asString())
                .startsWith("ERROR error: one thing", "INFO listening ü")
                .hasSize(3);
    }

    private List<JsonNode> read() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(Json.mapper()::readTree)
                .toList();
    }
}
