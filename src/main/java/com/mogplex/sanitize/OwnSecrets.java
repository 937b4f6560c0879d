package com.mogplex.sanitize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Finds known secrets in a text, whatever stands between their characters.
 *
 * <p>Only letters and digits are compared, without case; everything else is a gap. So a secret is found when it is
 * wrapped, spaced out, quoted in pieces or printed as hexadecimal, and base64 needs one pattern for each of its three
 * alignments, not two. That a stranger's text has twenty such characters of a token in a row by chance is out of the
 * question; a secret with fewer than {@value #MINIMUM} of them is only found as it is.
 *
 * <p>One pass over the text whatever it holds, by Aho and Corasick's automaton.
 */
final class OwnSecrets {
    private static final int MINIMUM = 10;
    /** A shorter secret is none: redacting it would only destroy text. */
    private static final int SHORTEST = 4;

    /** Of every token of the API. Source: the v1 documents, "Auth". */
    private static final String PREFIX = "mog_";

    private static final int SYMBOLS = 36;
    private static final byte[] SYMBOL = symbols();

    private final List<String> literals = new ArrayList<>();
    private final List<String> patterns = new ArrayList<>();
    private final List<Boolean> encoded = new ArrayList<>();
    private int[] transitions = new int[0];
    private int[] matches = new int[0];

    OwnSecrets(Collection<String> secrets) {
        for (String secret : secrets) {
            String trimmed = secret.strip();
            if (trimmed.length() >= SHORTEST) {
                literals.add(trimmed);
                addPatterns(trimmed);
                if (trimmed.startsWith(PREFIX)) {
                    // What follows is the secret; everybody knows the rest and can put it back.
                    addPatterns(trimmed.substring(PREFIX.length()));
                }
            }
        }
        if (!patterns.isEmpty()) {
            buildAutomaton();
        }
    }

    /** Adds every stretch of the text that is one of the secrets. */
    void find(DecodedText view, Spans spans) {
        String text = view.text();
        for (String literal : literals) {
            int at = text.indexOf(literal);
            while (at >= 0) {
                spans.add(view.sourceStart(at), view.sourceEnd(at + literal.length()));
                at = text.indexOf(literal, at + literal.length());
            }
        }
        if (!patterns.isEmpty()) {
            findAmongGaps(view, spans);
        }
    }

    private void findAmongGaps(DecodedText view, Spans spans) {
        String text = view.text();
        int[] positions = new int[text.length()];
        int compared = 0;
        int state = 0;
        int coveredUntil = 0;
        for (int i = 0; i < text.length(); i++) {
            int symbol = symbol(text.charAt(i));
            if (symbol < 0) {
                continue;
            }
            positions[compared++] = i;
            state = transitions[state * SYMBOLS + symbol];
            int match = matches[state];
            if (match >= 0 && i >= coveredUntil) {
                int start = positions[compared - patterns.get(match).length()];
                int end = i + 1;
                if (encoded.get(match)) {
                    // The first and the last characters of an encoding hold some bits of the secret as well.
                    start = startOfEncoding(text, start, coveredUntil);
                    end = endOfEncoding(text, end);
                    coveredUntil = end;
                }
                spans.add(view.sourceStart(start), view.sourceEnd(end));
            }
        }
    }

    private static int startOfEncoding(String text, int from, int earliest) {
        int start = from;
        while (start > earliest && isEncoding(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int endOfEncoding(String text, int from) {
        int end = from;
        while (end < text.length() && isEncoding(text.charAt(end))) {
            end++;
        }
        while (end < text.length() && text.charAt(end) == '=') {
            end++;
        }
        return end;
    }

    private static boolean isEncoding(char character) {
        return Alphabet.BASE64.contains(character) || Alphabet.BASE64URL.contains(character);
    }

    private void addPatterns(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        addPattern(secret, false);
        addPattern(HexFormat.of().formatHex(bytes), true);
        for (int alignment = 0; alignment < 3; alignment++) {
            addPattern(base64(bytes, alignment), true);
        }
    }

    private void addPattern(String secret, boolean isEncoded) {
        StringBuilder pattern = new StringBuilder(secret.length());
        secret.toLowerCase(Locale.ROOT)
                .chars()
                .filter(character -> symbol((char) character) >= 0)
                .forEach(character -> pattern.append((char) character));
        if (pattern.length() >= MINIMUM) {
            patterns.add(pattern.toString());
            encoded.add(isEncoded);
        }
    }

    /** The characters that the secret alone decides when this many bytes stand before it in its group of three. */
    private static String base64(byte[] secret, int bytesBefore) {
        byte[] aligned = new byte[bytesBefore + secret.length];
        System.arraycopy(secret, 0, aligned, bytesBefore, secret.length);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(aligned);
        int undecidedBefore = bytesBefore == 0 ? 0 : bytesBefore + 1;
        int undecidedAfter = aligned.length % 3 == 0 ? 0 : 1;
        return whole.substring(undecidedBefore, whole.length() - undecidedAfter);
    }

    private void buildAutomaton() {
        int states = 1 + patterns.stream().mapToInt(String::length).sum();
        transitions = new int[states * SYMBOLS];
        matches = new int[states];
        Arrays.fill(matches, -1);
        int used = 1;
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            int state = 0;
            for (char character : patterns.get(pattern).toCharArray()) {
                int edge = state * SYMBOLS + symbol(character);
                if (transitions[edge] == 0) {
                    transitions[edge] = used++;
                }
                state = transitions[edge];
            }
            matches[state] = pattern;
        }
        linkFailures(used);
    }

    /**
     * Turns the tree into the automaton: a missing edge becomes the one of the longest suffix that is also a prefix.
     */
    private void linkFailures(int states) {
        int[] failure = new int[states];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            if (matches[state] < 0) {
                matches[state] = matches[failure[state]];
            }
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                int edge = state * SYMBOLS + symbol;
                int fallback = state == 0 ? 0 : transitions[failure[state] * SYMBOLS + symbol];
                if (transitions[edge] == 0) {
                    transitions[edge] = fallback;
                } else {
                    failure[transitions[edge]] = fallback;
                    queue.add(transitions[edge]);
                }
            }
        }
    }

    private static int symbol(char character) {
        return character < 128 ? SYMBOL[character] : -1;
    }

    private static byte[] symbols() {
        byte[] symbols = new byte[128];
        for (char character = 0; character < symbols.length; character++) {
            symbols[character] = (byte) (Alphabet.isAlphanumeric(character) ? Character.digit(character, SYMBOLS) : -1);
        }
        return symbols;
    }
}
