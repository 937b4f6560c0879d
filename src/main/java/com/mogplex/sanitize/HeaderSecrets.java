package com.mogplex.sanitize;

import java.util.Locale;

/** Takes the credentials out of {@code Authorization} and {@code Cookie} headers (RFC 9110, RFC 6265). */
final class HeaderSecrets {
    private static final int CREDENTIALS_CHARACTERS = 4_096;

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;

    HeaderSecrets(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
    }

    /** The credentials of this header, whose value begins here. The scheme stays: it says what is missing. */
    void authorization(SecretName name, int start) {
        boolean isQuoted = TextRuns.isQuote(runs.charAt(start));
        int from = isQuoted ? start + 1 : start;
        int end = endOfValue(name, start, isQuoted);
        int word = Math.min(end, runs.endOfRun(Alphabet.BASE64URL, from));
        int next = Math.min(end, runs.skipSpaces(word));
        boolean hasScheme = next > word && next < end && word - from <= 20;
        int credentials = hasScheme ? next : from;
        String scheme = hasScheme ? text.substring(from, word).toLowerCase(Locale.ROOT) : "";
        if (SecretRules.PARAMETER_SCHEMES.contains(scheme)) {
            int parametersEnd = isQuoted ? end : endOfHeader(name, start);
            if (text.substring(credentials, parametersEnd).indexOf('=') > 0) {
                found.secret(credentials, parametersEnd);
                return;
            }
        }
        int credentialsEnd = Math.min(end, nextSpace(credentials, end));
        NamedValue value = NamedValue.of(text, credentials, credentialsEnd);
        boolean isWhole = SecretRules.SCHEMES.contains(scheme) && runs.skipSpaces(credentialsEnd) >= end;
        boolean isSecret =
                isWhole ? value.length() >= 6 : value.length() >= 6 && (value.hasDigit() || value.length() >= 16);
        if (isSecret && !value.isCode() && !value.text().startsWith("!") && !value.isHarmlessUnder(name)) {
            found.secret(credentials, credentialsEnd);
        }
    }

    /** All pairs go: which of them is the session's nobody knows. */
    void cookie(SecretName name, char separator, int start) {
        if (separator != ':') {
            return;
        }
        int from = start;
        int end = endOfHeader(name, start);
        if (runs.charAt(start) == '[' && TextRuns.isQuote(runs.charAt(start + 1))) {
            from = start + 2;
            end = Math.max(from, Math.min(runs.next('\n', start), runs.next(']', start)) - 1);
        } else if (TextRuns.isQuote(runs.charAt(start))) {
            from = start + 1;
            end = Math.max(runs.closingQuote(start), from);
        }
        int pair = runs.endOfRun(Alphabet.NAME, from);
        if (pair > from && pair + 1 < end && text.charAt(pair) == '=' && text.charAt(pair + 1) != ' ') {
            int value = runs.charAt(pair + 1) == '"' ? pair + 2 : pair + 1;
            int valueEnd = Math.min(end, runs.endOfRun(Alphabet.VALUE, value));
            if (!NamedValue.isPlaceholder(text.substring(value, Math.max(valueEnd, value)))) {
                found.secret(from, end);
            }
        }
    }

    /** Where the value ends if it holds no quotation. */
    private int endOfValue(SecretName name, int start, boolean isQuoted) {
        if (isQuoted) {
            int close = runs.closingQuote(start);
            return close > start ? close : runs.next('\n', start);
        }
        int end = endOfHeader(name, start);
        for (char quote : new char[] {'"', '\'', '`'}) {
            end = Math.min(end, runs.next(quote, start));
        }
        return end;
    }

    /** Where the line ends, or the quotation that the header stands in. */
    private int endOfHeader(SecretName name, int start) {
        int end = Math.min(runs.next('\n', start), start + CREDENTIALS_CHARACTERS);
        char before = runs.charAt(name.start() - 1);
        boolean isEnclosed = TextRuns.isQuote(before) && runs.charAt(name.end()) != before;
        return isEnclosed ? Math.min(end, runs.next(before, start)) : end;
    }

    private int nextSpace(int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) > ' ' && at - from <= CREDENTIALS_CHARACTERS) {
            at++;
        }
        return at;
    }
}
