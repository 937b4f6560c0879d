package com.mogplex.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Branch;
import com.mogplex.api.Json;
import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunRuntime;
import com.mogplex.api.RunStatus;
import com.mogplex.api.Sandbox;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The limits, and the records; what is hidden and what is secret is specified in {@code sanitize/cases.txt}. */
class SanitizerTest {
    private static final String TOKEN = "plain-0123456789-token";

    private final Sanitizer sanitizer = Sanitizer.knowing(List.of(TOKEN));
    private final Tally tally = new Tally();

    @Test
    void textOfTwoThousandCharactersIsWhole() {
        String text = "x".repeat(2_000);
        assertThat(sanitizer.text(text, tally)).isEqualTo(text);
        assertThat(tally.cuts()).isZero();
    }

    @Test
    void longerTextIsCutToTheBoundWithItsMarkAndTheCountIsTrue() {
        String safe = sanitizer.text("x".repeat(2_001), tally);
        assertThat(safe).hasSize(2_000).endsWith("x\n...[truncated 25 chars]");
        assertThat(safe.indexOf('\n') + 25).isEqualTo(2_001);
        assertThat(tally.cuts()).isEqualTo(1);
    }

    @Test
    void theCountOfAVeryLongTextIsTrueThoughItsEndIsNotLookedAt() {
        String safe = sanitizer.text("x".repeat(5_000_000), tally);
        int kept = safe.indexOf('\n');
        assertThat(safe).hasSize(2_000).endsWith("\n...[truncated " + (5_000_000 - kept) + " chars]");
    }

    @Test
    void aCutLineStaysOneLine() {
        assertThat(sanitizer.line("x".repeat(3_000), tally)).hasSize(2_000).endsWith("x ...[truncated 1026 chars]");
    }

    @Test
    void aSecretThatTheCutWouldSplitIsRedactedFirst() {
        for (int before = 1_940; before < 2_000; before++) {
            String safe = sanitizer.text("x".repeat(before) + " " + TOKEN + " " + "y".repeat(100), new Tally());
            assertThat(safe).doesNotContain("plain");
        }
    }

    @Test
    void anOwnTokenIsFoundWithoutItsPrefixToo() {
        Sanitizer knowing = Sanitizer.knowing(List.of("mog_plainWordsOfAToken"));

        assertThat(knowing.text("it is plainWordsOfAToken, spelled p-l-a-i-n-W-o-r-d-s-O-f-A-T-o-k-e-n", tally))
                .isEqualTo("it is [redacted], spelled [redacted]");
        assertThat(knowing.text("it is mog_plainWordsOfAToken", tally)).isEqualTo("it is [redacted]");
    }

    @Test
    void aCutSplitsNoPairNoAccentAndNoEmoji() {
        for (String cluster : List.of("\ud83d\udca9", "e\u0301", "\ud83d\udc69\u200d\ud83d\udcbb")) {
            String safe = sanitizer.text("x" + cluster.repeat(1_500), tally);
            String kept = safe.substring(1, safe.indexOf('\n'));
            assertThat(kept).isEqualTo(cluster.repeat(kept.length() / cluster.length()));
        }
    }

    @Test
    void secretsThatShrinkMakeRoomForWhatFollows() {
        String safe = sanitizer.text((TOKEN + " ").repeat(2_000) + "x".repeat(20_000), tally);
        assertThat(safe).hasSizeBetween(1_980, 2_000).startsWith("[redacted] [redacted] ");
    }

    @Test
    void aPayloadThatIsTooLargeIsReplacedByItsBeginning() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 20; i++) {
            list.add("x".repeat(1_500));
        }
        JsonNode safe = sanitizer.payload(list, tally);
        assertThat(safe.get("truncated").asBoolean()).isTrue();
        assertThat(safe.get("payloadPreview").asString())
                .startsWith("[\"xxx")
                .hasSize(2_000)
                .endsWith(" chars]");
        assertThat(safe.size()).isEqualTo(2);
        assertThat(tally.cuts()).isEqualTo(1);
        assertThat(sanitizer.payload(safe, new Tally())).isEqualTo(safe);
    }

    @Test
    void aPayloadOfTwentyKilobytesInAnotherScriptIsTooLarge() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 5; i++) {
            list.add("\u4f60".repeat(1_500));
        }
        assertThat(sanitizer.payload(list, tally).has("payloadPreview")).isTrue();
    }

    @Test
    void everyStringOfARunIsSafe() {
        String dirty = "a\u001b[31m\n" + TOKEN;
        Run run = new Run(
                dirty,
                dirty,
                dirty,
                dirty,
                dirty,
                dirty,
                new RunStatus(dirty),
                new Branch(dirty, dirty, true),
                dirty,
                dirty,
                dirty,
                dirty,
                dirty,
                dirty,
                new RunRuntime(dirty, dirty),
                true);
        assertClean(sanitizer.run(run, tally));
        assertThat(tally.redactions()).isEqualTo(17);
    }

    @Test
    void everyStringOfAnEventIsSafeAndItsMessageKeepsItsLines() {
        String dirty = "a\u001b[31m\n" + TOKEN;
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("a", dirty);
        RunEvent safe = sanitizer.event(new RunEvent(dirty, dirty, dirty, dirty, payload, dirty), tally);
        assertThat(safe)
                .isEqualTo(new RunEvent(
                        "a [redacted]",
                        "a [redacted]",
                        "a [redacted]",
                        "a\n[redacted]",
                        JsonNodeFactory.instance.objectNode().put("a", "a\n[redacted]"),
                        "a [redacted]"));
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        RunEvent event = new RunEvent("id", "type", null, null, null, null);
        assertThat(sanitizer.event(event, tally)).isEqualTo(event);
    }

    @Test
    void everyStringOfARepoAndASandboxIsSafe() {
        String dirty = "a\u001b[31m\n" + TOKEN;
        assertClean(sanitizer.repo(new Repo(dirty, dirty, dirty, dirty), tally));
        assertClean(sanitizer.sandbox(
                new Sandbox(dirty, dirty, dirty, dirty, dirty, dirty, dirty, dirty, dirty, dirty), tally));
        assertThat(tally.redactions()).isEqualTo(14);
    }

    @Test
    void aSecretTooShortToBeOneDestroysNothing() {
        assertThat(Sanitizer.knowing(List.of("", " ", "abc")).text("abc abc", tally))
                .isEqualTo("abc abc");
    }

    private static void assertClean(Object record) {
        assertThat(Json.mapper().writeValueAsString(record)).doesNotContain("plain", "\\u001b", "\\n");
    }
}
