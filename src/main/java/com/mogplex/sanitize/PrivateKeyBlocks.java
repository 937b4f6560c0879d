package com.mogplex.sanitize;

import java.util.List;

/**
 * Finds private keys in PEM (RFC 7468) and its relatives of OpenSSH and PGP: the whole block, or what there is of it.
 */
final class PrivateKeyBlocks {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LABEL_CHARACTERS = 64;
    /** The largest block in use, an RSA key of 16 384 bits. */
    private static final int BLOCK_CHARACTERS = 16_384;
    /** So many base64 characters in a row between header and footer are a key; fewer are a program that writes keys. */
    private static final int MATERIAL_CHARACTERS = 20;
    /** Fewer on the first line of a block without an end are a word of prose. */
    private static final int WORD_CHARACTERS = 4;

    private static final String DECORATION = " \t\"',>|#*";
    private static final List<String> HEADERS =
            List.of("Proc-Type:", "DEK-Info:", "Version:", "Comment:", "Hash:", "Charset:");

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;
    /** Where the last block or footer began to end; a tail reaches no further up. */
    private int decidedUntil;

    PrivateKeyBlocks(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
    }

    /** Looks for a block that begins here, or for one that ends here and whose beginning is lost. */
    void at(int start) {
        if (text.startsWith(BEGIN, start)) {
            int labelEnd = endOfLabel(start + BEGIN.length());
            if (isPrivate(start, labelEnd)) {
                block(start, labelEnd + DASHES.length());
            }
        } else if (text.startsWith(END, start)) {
            if (start >= decidedUntil && isPrivate(start, endOfLabel(start + END.length()))) {
                tail(start);
            }
            decidedUntil = start;
        }
    }

    private boolean isPrivate(int start, int labelEnd) {
        return labelEnd > 0 && text.substring(start, labelEnd).contains("PRIVATE KEY");
    }

    private void block(int start, int body) {
        int footer = runs.nextDashes(body);
        boolean terminated = text.startsWith(END, footer) && footer - body <= BLOCK_CHARACTERS;
        if (terminated) {
            decidedUntil = footer + 1;
            boolean isBlock = hasMaterial(body, footer) || endOfLines(body, 1) >= lastWord(footer);
            if (isBlock && !isMask(body, footer)) {
                found.secret(start, endOfFooter(footer));
            }
        } else {
            int bodyEnd = endOfLines(body, WORD_CHARACTERS);
            if (hasMaterial(body, bodyEnd) || isKeyLike(body, bodyEnd)) {
                found.secret(start, bodyEnd);
            }
        }
    }

    /** The lines above a footer, as far as each is one base64 word: an event may begin in the middle of a key. */
    private void tail(int footer) {
        int from = footer;
        int lineEnd = text.lastIndexOf('\n', footer);
        boolean hasMaterial = false;
        while (lineEnd > decidedUntil && footer - lineEnd <= BLOCK_CHARACTERS) {
            int lineStart = Math.max(text.lastIndexOf('\n', lineEnd - 1) + 1, decidedUntil);
            int word = skipDecoration(lineStart);
            int wordEnd = endOfWord(word);
            if (wordEnd == word || skipDecoration(wordEnd) < lineEnd) {
                break;
            }
            hasMaterial |= wordEnd - word >= MATERIAL_CHARACTERS;
            from = word;
            lineEnd = lineStart - 1;
        }
        if (hasMaterial) {
            found.secret(from, endOfFooter(footer));
        }
    }

    private int endOfLabel(int from) {
        int end = text.substring(from, Math.min(text.length(), from + LABEL_CHARACTERS))
                .indexOf(DASHES);
        return end < 0 ? -1 : from + end;
    }

    private int endOfFooter(int footer) {
        int from = footer + DASHES.length();
        int end = endOfLabel(from);
        return end < 0 ? from : end + DASHES.length();
    }

    private boolean hasMaterial(int from, int to) {
        int at = from;
        while (at < to) {
            int end = Math.min(to, runs.endOfRun(Alphabet.BASE64, at));
            if (end - at >= MATERIAL_CHARACTERS) {
                return true;
            }
            at = Math.max(end, at + 1);
        }
        return false;
    }

    /** Where the lines end that look like a key: one base64 word each, or nothing, or a header. */
    private int endOfLines(int from, int shortest) {
        int end = from;
        int at = from;
        boolean isFirstLine = true;
        while (at < text.length() && at - from <= BLOCK_CHARACTERS) {
            int word = skipDecoration(at);
            int wordEnd = endOfWord(word);
            int lineEnd = skipDecoration(wordEnd);
            boolean isHeader = HEADERS.stream().anyMatch(header -> text.startsWith(header, word));
            if (isHeader) {
                lineEnd = runs.next('\n', word);
            }
            boolean endsLine = lineEnd == text.length() || text.charAt(lineEnd) == '\n';
            boolean isMaterial = wordEnd - word >= MATERIAL_CHARACTERS;
            boolean isWord = endsLine && !isFirstLine && (end > from || wordEnd - word >= shortest);
            boolean isEmpty = endsLine && wordEnd == word;
            if (!isMaterial && !isHeader && !isWord && !isEmpty) {
                return end;
            }
            end = isHeader ? lineEnd : isEmpty ? end : wordEnd;
            at = endsLine ? lineEnd + 1 : Math.max(lineEnd, at + 1);
            isFirstLine &= !endsLine;
        }
        return end;
    }

    /** Letters, digits and signs as in no word of prose. */
    private boolean isKeyLike(int from, int to) {
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            boolean isInner = Alphabet.isAlphanumeric(runs.charAt(i - 1));
            if (isInner
                    && (Alphabet.isDigit(character) || (character >= 'A' && character <= 'Z') || character == '/')) {
                return true;
            }
        }
        return false;
    }

    private boolean isMask(int from, int to) {
        return text.substring(from, to)
                .chars()
                .filter(character -> Alphabet.isAlphanumeric((char) character))
                .allMatch(character -> character == 'X' || character == 'x');
    }

    private int lastWord(int footer) {
        int at = footer;
        while (at > 0 && !Alphabet.isAlphanumeric(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** What quotes, comments, diffs, line numbers and string literals put around a line. */
    private int skipDecoration(int from) {
        int at = from;
        if (runs.charAt(at) == '-' && runs.charAt(at + 1) != '-') {
            at++;
        }
        while (at < text.length() && DECORATION.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int digits = at;
        while (digits < text.length() && digits < at + 6 && Alphabet.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits > at && ":)|\t ".indexOf(runs.charAt(digits)) >= 0) {
            at = digits + 1;
            while (at < text.length() && DECORATION.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
        return at;
    }

    private int endOfWord(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '=' || Alphabet.BASE64.contains(text.charAt(at)))) {
            at = Math.max(at + 1, runs.endOfRun(Alphabet.BASE64, at));
        }
        return at;
    }
}
