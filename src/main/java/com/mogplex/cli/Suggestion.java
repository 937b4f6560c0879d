package com.mogplex.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody may have meant who typed another. */
final class Suggestion {
    private static final int SHORTEST_ABBREVIATION = 3;

    private Suggestion() {}

    /** The likeliest of these; empty if none is like it. */
    static Optional<String> of(String typed, Collection<String> known) {
        String word = typed.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> isAbbreviation(word, candidate) || edits(word, candidate) <= tolerated(word))
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
    }

    private static boolean isAbbreviation(String word, String candidate) {
        return letters(word) >= SHORTEST_ABBREVIATION && candidate.startsWith(word);
    }

    /** One slip in a short word, two or three in a long one: more is another word. */
    private static int tolerated(String word) {
        int letters = letters(word);
        return letters < 2 ? 0 : letters < 5 ? 1 : letters < 9 ? 2 : 3;
    }

    private static int letters(String word) {
        return (int) word.chars().filter(character -> character != '-').count();
    }

    /**
     * The slips between two words: a letter too many, missing, wrong, or two in the wrong order. Source: the optimal
     * string alignment distance.
     */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
                int fewest = Math.min(
                        edits[i - 1][j - 1] + (isSame ? 0 : 1), 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                boolean isSwapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                edits[i][j] = isSwapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
            }
        }
        return edits[from.length()][to.length()];
    }
}
