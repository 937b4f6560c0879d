package com.mogplex.sanitize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds known secrets in a text, whatever stands between their characters.
 *
 * <p>A secret is found when its letters and digits follow each other, in any case, with few others between one and the
 * next: so it is found when it is wrapped, spaced out, numbered, coloured, quoted in pieces, filled up with a shell's
 * empty variables, or printed as hexadecimal or decimal bytes, and base64 needs one pattern for each of its three
 * alignments, not two. See {@link GappedPatterns} for how many others are few.
 *
 * <p>A secret with fewer than {@value #MINIMUM} letters and digits is only found as it is.
 */
final class OwnSecrets {
    private static final int MINIMUM = 10;
    /** A shorter secret is none: redacting it would only destroy text. */
    private static final int SHORTEST = 4;

    /** Of every token of the API; everybody knows it and can put it back. Source: the v1 documents, "Auth". */
    private static final String PREFIX = "mog_";

    /** A time of day with its date, and a little. */
    private static final int PLAIN_GAP = 24;
    /** What programs put between lines and bytes: a number, a color. */
    private static final int ENCODED_GAP = 8;

    private final List<String> literals = new ArrayList<>();
    private final GappedPatterns plain;
    private final GappedPatterns encoded;

    OwnSecrets(Collection<String> secrets) {
        List<String> plainPatterns = new ArrayList<>();
        List<String> encodedPatterns = new ArrayList<>();
        for (String secret : secrets) {
            String trimmed = secret.strip();
            if (trimmed.length() >= SHORTEST) {
                literals.add(trimmed);
                String body = trimmed.startsWith(PREFIX) ? trimmed.substring(PREFIX.length()) : trimmed;
                if (body.chars().filter(c -> Alphabet.isAlphanumeric((char) c)).count() >= MINIMUM) {
                    plainPatterns.add(body);
                    encodedPatterns.addAll(encodings(body));
                }
            }
        }
        this.plain = new GappedPatterns(plainPatterns, PLAIN_GAP);
        this.encoded = new GappedPatterns(encodedPatterns, ENCODED_GAP);
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
        plain.find(text, (start, end) -> spans.add(view.sourceStart(startOfPrefix(text, start)), view.sourceEnd(end)));
        encoded.find(text, new WholeEncodings(view, spans));
    }

    private static int startOfPrefix(String text, int start) {
        int before = start - PREFIX.length();
        return before >= 0 && text.startsWith(PREFIX, before) ? before : start;
    }

    private static List<String> encodings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        // PowerShell's encoded commands.
        byte[] wide = secret.getBytes(StandardCharsets.UTF_16LE);
        List<String> encodings = new ArrayList<>();
        encodings.add(HexFormat.of().formatHex(bytes));
        encodings.add(decimal(bytes));
        for (int alignment = 0; alignment < 3; alignment++) {
            encodings.add(base64(bytes, alignment));
            encodings.add(base64(wide, alignment));
        }
        return encodings;
    }

    /** As programs print a buffer of bytes. */
    private static String decimal(byte[] secret) {
        List<Integer> numbers = new ArrayList<>();
        for (byte number : secret) {
            numbers.add(Byte.toUnsignedInt(number));
        }
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
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

    /** The first and the last characters of an encoding hold some bits of the secret as well. */
    private static final class WholeEncodings implements SecretScanner.Found {
        private final DecodedText view;
        private final Spans spans;
        private int coveredUntil;

        WholeEncodings(DecodedText view, Spans spans) {
            this.view = view;
            this.spans = spans;
        }

        @Override
        public void secret(int start, int end) {
            if (end <= coveredUntil) {
                return;
            }
            String text = view.text();
            int from = start;
            while (from > coveredUntil && isEncoding(text.charAt(from - 1))) {
                from--;
            }
            int to = end;
            while (to < text.length() && isEncoding(text.charAt(to))) {
                to++;
            }
            while (to < text.length() && text.charAt(to) == '=') {
                to++;
            }
            coveredUntil = to;
            spans.add(view.sourceStart(from), view.sourceEnd(to));
        }

        private static boolean isEncoding(char character) {
            return Alphabet.BASE64.contains(character) || Alphabet.BASE64URL.contains(character);
        }
    }
}
