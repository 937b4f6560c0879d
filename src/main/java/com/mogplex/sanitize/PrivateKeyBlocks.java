package com.mogplex.sanitize;

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

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;

    PrivateKeyBlocks(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
    }

    /** Looks for a block that begins here. */
    void at(int start) {
        if (!text.startsWith(BEGIN, start)) {
            return;
        }
        int label = start + BEGIN.length();
        int labelEnd = endOfLabel(label);
        if (labelEnd < 0 || !text.substring(label, labelEnd).contains("PRIVATE KEY")) {
            return;
        }
        int body = labelEnd + DASHES.length();
        int footer = runs.nextDashes(body);
        boolean terminated = text.startsWith(END, footer) && footer - body <= BLOCK_CHARACTERS;
        int bodyEnd = terminated ? footer : endOfLines(body);
        if (hasMaterial(body, bodyEnd)) {
            found.secret(start, terminated ? endOfFooter(footer) : bodyEnd);
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

    /** An unterminated block goes as far as its lines look like one: one base64 word each, or nothing, or a header. */
    private int endOfLines(int from) {
        int end = from;
        int at = from;
        while (at < text.length() && at - from <= BLOCK_CHARACTERS) {
            int word = skipDecoration(at);
            int wordEnd = skipPadding(runs.endOfRun(Alphabet.BASE64, word));
            int lineEnd = skipDecoration(wordEnd);
            boolean isHeader = text.startsWith("Proc-Type:", word) || text.startsWith("DEK-Info:", word);
            if (isHeader) {
                lineEnd = runs.next('\n', word);
            }
            boolean endsLine = lineEnd == text.length() || text.charAt(lineEnd) == '\n';
            boolean isMaterial = wordEnd - word >= MATERIAL_CHARACTERS;
            if (!endsLine && !isMaterial) {
                return end;
            }
            end = isHeader ? lineEnd : Math.max(end, wordEnd > word ? wordEnd : end);
            at = endsLine ? lineEnd + 1 : Math.max(lineEnd, at + 1);
        }
        return end;
    }

    /** What quotes, comments, diffs and string literals put around a line. */
    private int skipDecoration(int from) {
        int at = from;
        while (at < text.length() && " \t\"',>|#*".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private int skipPadding(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '=') {
            at++;
        }
        return at;
    }
}
