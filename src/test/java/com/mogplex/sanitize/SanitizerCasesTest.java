package com.mogplex.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the specification in {@code sanitize/cases.txt}. */
class SanitizerCasesTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void holds(Case specified) {
        Tally tally = new Tally();
        String once = specified.run(specified.in(), tally);
        assertThat(once).isEqualTo(specified.out());
        assertThat(tally.redactions() + " " + tally.cuts()).isEqualTo(specified.tally());

        Tally again = new Tally();
        assertThat(specified.run(once, again)).isEqualTo(once);
        assertThat(again.redactions() + again.cuts()).isZero();
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Map<String, String> block = new HashMap<>();
        for (String line : TestText.lines("cases.txt")) {
            if (line.isBlank() && !block.isEmpty()) {
                cases.add(Case.of(block));
                block = new HashMap<>();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" +", 2);
                block.put(parts[0], parts[1]);
            }
        }
        cases.add(Case.of(block));
        return cases.stream();
    }

    record Case(String name, String form, String own, String in, String out, String tally) {
        static Case of(Map<String, String> block) {
            return new Case(
                    block.get("name"),
                    block.getOrDefault("form", "text"),
                    block.getOrDefault("own", ""),
                    TestText.unescape(block.get("in")),
                    TestText.unescape(block.get("out")),
                    block.getOrDefault("tally", "0 0"));
        }

        String run(String input, Tally tally) {
            Sanitizer sanitizer = Sanitizer.knowing(List.of(own));
            return switch (form) {
                case "text" -> sanitizer.text(input, tally);
                case "line" -> sanitizer.line(input, tally);
                case "payload" ->
                    sanitizer.payload(Json.mapper().readTree(input), tally).toString();
                default -> throw new IllegalArgumentException("no form " + form);
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
