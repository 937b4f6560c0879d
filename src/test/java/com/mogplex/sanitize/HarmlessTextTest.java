package com.mogplex.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** No false alarms on {@code sanitize/harmless.txt}. */
class HarmlessTextTest {
    private static final List<String> LINES = TestText.lines("harmless.txt").stream()
            .filter(line -> !line.startsWith("# "))
            .toList();

    private final Sanitizer sanitizer = Sanitizer.knowing(List.of("mog_" + "Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4f"));

    @Test
    void everyLineStaysAsItIs() {
        assertThat(LINES).hasSizeGreaterThanOrEqualTo(200);
        assertThat(LINES.stream().map(line -> sanitizer.text(line, new Tally())))
                .containsExactlyElementsOf(LINES);
    }

    @Test
    void linesThatFollowEachOtherStayAsTheyAre() {
        for (int from = 0; from < LINES.size(); from += 15) {
            String text = String.join("\n", LINES.subList(from, Math.min(LINES.size(), from + 15)));
            assertThat(sanitizer.text(text, new Tally())).isEqualTo(text);
        }
    }
}
