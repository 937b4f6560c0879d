package com.mogplex.sanitize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Finds patterns of letters and digits in a text in which other characters stand between theirs. Compared without case;
 * punctuation counts for nothing, and of letters and digits only so many may stand between two of a pattern's that
 * chance does not find it: the longer the pattern, the wider its gaps may be.
 *
 * <p>For every beginning of a pattern it is enough to know where it was last seen whole, because the latest place
 * allows whatever an earlier one allows. So one pass finds all, and the work for a character is bounded by how often
 * the patterns hold it.
 */
final class GappedPatterns {
    private static final int SYMBOLS = 36;
    /** Chance is to find a pattern at less than one of two to the power of this many places. */
    private static final double BITS = 44;

    private static final byte[] SYMBOL = symbols();
    private static final int NEVER = Integer.MIN_VALUE / 2;

    /** How deep in its pattern each state is, and how wide the pattern's gaps may be; a state is one of its letters. */
    private final int[] depths;

    private final int[] gaps;
    private final boolean[] isLast;
    /** For every symbol the states that it leads to, the deepest last. */
    private final int[][] statesOf = new int[SYMBOLS][0];

    private final int widest;

    /**
     * Of these patterns.
     *
     * @param widest letters and digits from one of a pattern's to its next, at most, also where chance allows for more:
     *     the wider, the deeper into a pattern ordinary text gets, and the longer it takes
     */
    GappedPatterns(Collection<String> patterns, int widest) {
        this.widest = widest;
        List<byte[]> compared = new ArrayList<>();
        patterns.forEach(pattern -> compared.add(compared(pattern)));
        int states = compared.stream().mapToInt(pattern -> pattern.length).sum();
        this.depths = new int[states];
        this.gaps = new int[states];
        this.isLast = new boolean[states];
        int state = 0;
        List<List<Integer>> leading = new ArrayList<>();
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            leading.add(new ArrayList<>());
        }
        for (byte[] pattern : compared) {
            int gap = gap(pattern);
            for (int depth = 0; depth < pattern.length; depth++, state++) {
                depths[state] = depth;
                gaps[state] = gap;
                isLast[state] = depth == pattern.length - 1;
                leading.get(pattern[depth]).add(state);
            }
        }
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            statesOf[symbol] = leading.get(symbol).stream()
                    .sorted(Comparator.comparingInt(of -> depths[of]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /** Tells every stretch from the first to the last letter of a pattern. */
    void find(String text, SecretScanner.Found found) {
        if (depths.length > 0) {
            new Pass(found).over(text);
        }
    }

    private final class Pass {
        private final SecretScanner.Found found;
        /** Of every state: the number of the letter at which it was last reached, and where in the text it began. */
        private final int[] reached = new int[depths.length];

        private final int[] starts = new int[depths.length];
        /** No state deeper than this can be left by the next letter; most text keeps it near zero. */
        private int deepest;

        private int deepestUntil;
        private int count;

        Pass(SecretScanner.Found found) {
            this.found = found;
            Arrays.fill(reached, NEVER);
        }

        void over(String text) {
            for (int at = 0; at < text.length(); at++) {
                char character = text.charAt(at);
                int symbol = character < 128 ? SYMBOL[character] : -1;
                if (symbol >= 0) {
                    step(symbol, at);
                }
            }
        }

        private void step(int symbol, int at) {
            count++;
            if (count > deepestUntil && deepest > 0) {
                deepest--;
                deepestUntil = count + widest;
            }
            int[] states = statesOf[symbol];
            int next = 0;
            while (next < states.length && depths[states[next]] <= deepest + 1) {
                next++;
            }
            // The deepest first, so that no letter is taken twice.
            while (--next >= 0) {
                int state = states[next];
                int depth = depths[state];
                if (depth == 0) {
                    starts[state] = at;
                } else if (count - reached[state - 1] <= gaps[state]) {
                    starts[state] = starts[state - 1];
                } else {
                    continue;
                }
                reached[state] = count;
                if (depth >= deepest) {
                    deepest = depth;
                    deepestUntil = count + widest;
                }
                if (isLast[state]) {
                    found.secret(starts[state], at + 1);
                    // Or the same beginning would be found with every later end.
                    Arrays.fill(reached, state - depth, state + 1, NEVER);
                }
            }
        }
    }

    private static byte[] compared(String pattern) {
        byte[] symbols = new byte[pattern.length()];
        int size = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            if (character < 128 && SYMBOL[character] >= 0) {
                symbols[size++] = SYMBOL[character];
            }
        }
        return Arrays.copyOf(symbols, size);
    }

    /** The widest that chance allows for, in a text that is made of as many different letters as the pattern. */
    private int gap(byte[] pattern) {
        boolean isHexadecimal = true;
        for (byte symbol : pattern) {
            isHexadecimal &= symbol < 16;
        }
        // Half of the digits of printed bytes are the same few.
        double symbols = isHexadecimal ? 8 : SYMBOLS;
        int gap = widest;
        while (gap > 1 && pattern.length * bits(symbols, gap) < BITS) {
            gap--;
        }
        return gap;
    }

    /** How much it tells that one certain letter is among the next so many. */
    private static double bits(double symbols, int gap) {
        return -Math.log(1 - Math.pow(1 - 1 / symbols, gap)) / Math.log(2);
    }

    private static byte[] symbols() {
        byte[] symbols = new byte[128];
        for (char character = 0; character < symbols.length; character++) {
            symbols[character] = (byte) (Alphabet.isAlphanumeric(character) ? Character.digit(character, SYMBOLS) : -1);
        }
        return symbols;
    }
}
