package com.mogplex.sanitize;

/**
 * Finds quoted values that stand beside a secret's name in calls and in SQL: {@code define('DB_PASSWORD', '…')},
 * {@code setPassword("…")}, {@code IDENTIFIED BY '…'}.
 */
final class CallSecrets {
    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;

    CallSecrets(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
    }

    /** Looks at what stands before the quotation that begins here. */
    void atQuote(int quote) {
        int before = runs.skipSpacesBack(quote);
        switch (runs.charAt(before - 1)) {
            case ',' -> afterName(quote, runs.skipSpacesBack(before - 1));
            case '(' -> argument(quote, before - 1);
            case 'd', 'D', 'y', 'Y' -> {
                if (before < quote) {
                    statement(quote, before);
                }
            }
            default -> {}
        }
    }

    /** {@code f("name", "value")}: two words in a longer list may both be names. */
    private void afterName(int quote, int nameQuote) {
        if (runs.charAt(nameQuote - 1) != text.charAt(quote)) {
            return;
        }
        SecretName name = SecretName.before(text, nameQuote - 1);
        boolean isFirst = name.isPlain()
                && runs.charAt(name.start() - 1) == text.charAt(quote)
                && runs.charAt(runs.skipSpacesBack(name.start() - 1) - 1) == '(';
        int close = runs.closingQuote(quote);
        if (isFirst && close > quote && runs.charAt(runs.skipSpaces(close + 1)) == ')') {
            NamedValue value = NamedValue.of(text, quote + 1, close);
            boolean isSecret = name.isUpperCase(text)
                    ? !value.isProse(name, true) && value.length() >= 3
                    : !value.hasSpace() && value.looksRandom(6);
            report(name, value, isSecret, quote + 1, close);
        }
    }

    /** Only of a call that sets it; {@code getSecret("name")} looks the same. */
    private void argument(int quote, int nameEnd) {
        SecretName name = SecretName.before(text, nameEnd);
        if (name.kind() != SecretName.Kind.PLAIN) {
            return;
        }
        int dot = text.substring(name.start(), nameEnd).lastIndexOf('.');
        String last = FieldNames.normalize(text, name.start() + dot + 1, nameEnd);
        boolean sets = last.startsWith("set") || last.startsWith("with") || (dot >= 0 && last.equals(name.word()));
        int close = runs.closingQuote(quote);
        if (sets && close > quote && runs.charAt(close + 1) == ')') {
            NamedValue value = NamedValue.of(text, quote + 1, close);
            report(name, value, !value.hasSpace() && value.length() >= 3, quote + 1, close);
        }
    }

    private void statement(int quote, int before) {
        SecretName name = SecretName.before(text, before);
        boolean isIdentification = name.letters().isEmpty()
                && text.regionMatches(
                        true, before - "identified by".length(), "identified by", 0, "identified by".length());
        boolean isPassword = name.letters().equals("password");
        int close = isIdentification || isPassword ? runs.closingQuote(quote) : -1;
        if (close > quote) {
            NamedValue value = NamedValue.of(text, quote + 1, close);
            boolean isSecret = value.length() >= 3 && (isIdentification || !value.hasSpace() || name.isUpperCase(text));
            report(name, value, isSecret, quote + 1, close);
        }
    }

    private void report(SecretName name, NamedValue value, boolean isSecret, int start, int end) {
        if (isSecret && !value.isHarmlessUnder(name) && !value.isLocation()) {
            found.secret(start, end);
        }
    }
}
