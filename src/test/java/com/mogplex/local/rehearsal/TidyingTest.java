package com.mogplex.local.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is tidied in a text, and what is left alone. */
class TidyingTest {
    private static String tidy(String path, String text) {
        return new String(
                Tidying.of(path, text.getBytes(StandardCharsets.UTF_8)).bytes(), StandardCharsets.UTF_8);
    }

    private static String summary(String text) {
        return Tidying.of("a.txt", text.getBytes(StandardCharsets.UTF_8)).summary();
    }

    @Test
    void whiteSpaceAtLineEndsGoes() {
        assertThat(tidy("a.txt", "a \t\n  b\n \nc\n")).isEqualTo("a\n  b\n\nc\n");
    }

    @Test
    void whiteSpaceAtLineEndsMeansSomethingInMarkdown() {
        assertThat(tidy("A.MD", "a  \nb")).isEqualTo("a  \nb\n");
    }

    @Test
    void lineEndsStayAsTheyAre() {
        assertThat(tidy("a.txt", "a  \r\nb\r\n")).isEqualTo("a\r\nb\r\n");
        assertThat(tidy("a.txt", "a\r\nb")).isEqualTo("a\r\nb\r\n");
    }

    @Test
    void theLastLineGetsItsEnd() {
        assertThat(tidy("a.txt", "a\nb")).isEqualTo("a\nb\n");
    }

    @Test
    void emptyLinesAtTheEndGo() {
        assertThat(tidy("a.txt", "a\n\n \n\n")).isEqualTo("a\n");
        assertThat(tidy("a.txt", "a\r\n\r\n\r\n")).isEqualTo("a\r\n");
    }

    @Test
    void aTextWithoutAnyLineIsLeftAlone() {
        assertThat(tidy("a.txt", "")).isEmpty();
        assertThat(tidy("a.txt", "\n\n")).isEqualTo("\n\n");
    }

    @Test
    void theSummaryTellsWhatWasDone() {
        assertThat(summary("a \nb\n\n")).isEqualTo("1 line trimmed, 1 empty line removed at the end");
        assertThat(summary("a \nb  ")).isEqualTo("2 lines trimmed, final newline added");
        assertThat(summary("a\n")).isEmpty();
    }
}
