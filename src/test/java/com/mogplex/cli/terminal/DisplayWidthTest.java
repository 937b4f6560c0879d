package com.mogplex.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {
    @ParameterizedTest
    @CsvSource({
        "plain, 5",
        "'', 0",
        "日本, 4",
        "한글, 4",
        "e\u0301, 1",
        "ｆｕｌｌ, 8",
        "🙂, 2",
        "👩‍👩‍👧, 2",
        "👍🏽, 2",
        "☀\uFE0F, 2",
        "☀, 1",
        "🇩🇪, 2",
        "…, 1"
    })
    void measuresWhatATerminalShows(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void aCutEndsInAnEllipsisAndFits() {
        assertThat(DisplayWidth.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(DisplayWidth.cut("日本語", 4)).isEqualTo("日…");
        assertThat(DisplayWidth.cut("abc", 3)).isEqualTo("abc");
        assertThat(DisplayWidth.cut("abc", 0)).isEmpty();
    }

    @Test
    void aCutNeverSplitsACluster() {
        assertThat(DisplayWidth.cut("a👩‍👩‍👧bc", 3)).isEqualTo("a…");
        assertThat(DisplayWidth.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
    }

    @Test
    void paddingCountsColumnsNotCharacters() {
        assertThat(DisplayWidth.pad("日", 4)).isEqualTo("日  ");
        assertThat(DisplayWidth.pad("long", 2)).isEqualTo("long");
    }
}
