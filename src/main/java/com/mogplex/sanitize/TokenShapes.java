package com.mogplex.sanitize;

import com.mogplex.sanitize.SecretRules.Shape;
import java.util.Arrays;

/** Finds the published token formats of {@link SecretRules#SHAPES}. */
final class TokenShapes {
    /** How far into a candidate its evidence must show; bounds the time that a long run of near misses takes. */
    private static final int EVIDENCE_WITHIN = 64;

    private static final int RANDOM_RUN = 16;
    private static final Shape[][] BY_FIRST_CHARACTER = new Shape[128][0];
    /** For each first character the second ones that occur, two words of 64 bits: most text has none of these pairs. */
    private static final long[] SECOND_CHARACTERS = new long[256];

    static {
        for (Shape shape : SecretRules.SHAPES) {
            char first = shape.prefix().charAt(0);
            char second = shape.prefix().charAt(1);
            Shape[] before = BY_FIRST_CHARACTER[first];
            BY_FIRST_CHARACTER[first] = Arrays.copyOf(before, before.length + 1);
            BY_FIRST_CHARACTER[first][before.length] = shape;
            SECOND_CHARACTERS[first << 1 | second >> 6] |= 1L << second;
        }
    }

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;

    TokenShapes(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
    }

    /** Looks for a token that begins here. */
    void at(int start) {
        if (start + 1 == text.length()) {
            return;
        }
        char first = text.charAt(start);
        char second = text.charAt(start + 1);
        if (first >= 128 || second >= 128 || (SECOND_CHARACTERS[first << 1 | second >> 6] & 1L << second) == 0) {
            return;
        }
        for (Shape shape : BY_FIRST_CHARACTER[first]) {
            if (text.startsWith(shape.prefix(), start) && matches(shape, start)) {
                int body = start + shape.prefix().length();
                found.secret(SecretRules.keepsPrefix(shape) ? body : start, end(shape, body));
                return;
            }
        }
    }

    private boolean matches(Shape shape, int start) {
        int body = start + shape.prefix().length();
        int end = runs.endOfRun(shape.alphabet(), body);
        if (end - body < shape.minimum()) {
            return false;
        }
        int within = Math.min(end, body + EVIDENCE_WITHIN);
        return switch (shape.evidence()) {
            case LENGTH -> true;
            case DIGIT -> hasDigit(body, within);
            case MIXED -> hasDigit(body, within) || hasMixedCase(body, within);
            case UPPER_CASE -> isUpperCase(body, body + shape.minimum());
            case RANDOM -> !isInsideWord(start) && hasRandomRun(body, within);
        };
    }

    /** A full stop after a token is the sentence's. */
    private int end(Shape shape, int body) {
        int end = runs.endOfRun(shape.alphabet(), body);
        while (shape.alphabet() == Alphabet.DOTTED && end > body && text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }

    private boolean isInsideWord(int start) {
        return start > 0 && Alphabet.BASE64URL.contains(text.charAt(start - 1));
    }

    private boolean hasDigit(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Alphabet.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isUpperCase(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= 'a') {
                return false;
            }
        }
        return true;
    }

    private boolean hasMixedCase(int from, int to) {
        String letters = text.substring(from, to);
        long capitals = letters.chars().filter(Character::isUpperCase).count();
        long smallLetters = letters.chars().filter(Character::isLowerCase).count();
        boolean isOneWord = letters.chars().limit(RANDOM_RUN).allMatch(c -> Alphabet.isLetter((char) c));
        return isOneWord || (capitals >= 2 && smallLetters >= 2);
    }

    /**
     * Names in program text have digits at their ends and capitals at their words' beginnings, so not in such number.
     */
    private boolean hasRandomRun(int from, int to) {
        int run = 0;
        int digits = 0;
        int capitals = 0;
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            boolean isDigit = Alphabet.isDigit(character);
            boolean counts = isDigit || Alphabet.isLetter(character);
            boolean isCapital = counts && character >= 'A' && character <= 'Z';
            run = counts ? run + 1 : 0;
            digits = counts ? digits + (isDigit ? 1 : 0) : 0;
            capitals = counts ? capitals + (isCapital ? 1 : 0) : 0;
            boolean isMixed = (digits > 0 && digits < run) || (capitals * 3 >= run && capitals < run);
            if (run >= RANDOM_RUN && isMixed) {
                return true;
            }
        }
        return false;
    }

    /** Whether a token can begin with this character. */
    static boolean mayBegin(char character) {
        return character < 128 && BY_FIRST_CHARACTER[character].length > 0;
    }
}
