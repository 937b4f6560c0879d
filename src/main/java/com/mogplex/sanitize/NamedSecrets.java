package com.mogplex.sanitize;

import com.mogplex.sanitize.SecretName.Kind;

/**
 * Finds in prose, code, shells, queries and data the values that stand beside a clearly secret name:
 * {@code name=value}, {@code name: value}, {@code "name":"value"}, {@code <name>value</name>}, {@code --name value},
 * and in lists of variables {@code name: NAME, value: value}.
 *
 * <p>Program text names secrets all the time without holding one ({@code password: string}), so an unquoted value must
 * look like a secret, or stand where no program stands; and a reference, a type or a placeholder never is one.
 */
final class NamedSecrets {
    private static final int VALUE_CHARACTERS = 4_096;
    /** How far above a setting the name of its section may stand. */
    private static final int SECTION_CHARACTERS = 400;

    private static final int QUERY_NAME_CHARACTERS = 24;

    private static final String CHARACTER_DATA = "<![CDATA[";

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;
    private final HeaderSecrets headers;

    NamedSecrets(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
        this.headers = new HeaderSecrets(text, runs, found);
    }

    /** Looks at the name before and the value after this {@code =}, {@code :} or {@code >}. */
    void atSeparator(int separator) {
        char sign = text.charAt(separator);
        char before = runs.charAt(separator - 1);
        char after = runs.charAt(separator + 1);
        if (sign == '>') {
            atElement(separator);
        } else if (sign == '=') {
            if (after != '=' && "=!<>+".indexOf(before) < 0) {
                atAssignment(before == ':' ? separator - 1 : separator, after == '>' ? separator + 2 : separator + 1);
            }
        } else if (after != ':' && before != ':' && after != '=') {
            atAssignment(separator, separator + 1);
        }
    }

    /** Looks at the value after a long option that begins here. */
    void atFlag(int dash) {
        if (runs.charAt(dash + 1) != '-'
                || !Alphabet.isLetter(runs.charAt(dash + 2))
                || " \t\n\"'`([".indexOf(runs.charAt(dash - 1)) < 0) {
            return;
        }
        int end = runs.endOfRun(Alphabet.BASE64URL, dash + 2);
        SecretName name = SecretName.of(text, dash + 2, end);
        if (!name.isPlain()) {
            return;
        }
        int at = runs.skipSpaces(end);
        if (TextRuns.isQuote(runs.charAt(end)) && runs.charAt(end + 1) == ',') {
            at = runs.skipSpaces(end + 2);
        } else if (at == end) {
            return;
        }
        if (TextRuns.isQuote(runs.charAt(at))) {
            quoted(name, at);
        } else if (runs.charAt(at) != '-') {
            flagValue(name, at, runs.endOfRun(Alphabet.VALUE, at));
        }
    }

    private void flagValue(SecretName name, int start, int end) {
        NamedValue value = NamedValue.of(text, start, end);
        boolean standsAlone = end >= text.length()
                || "\n\"'`|&;)".indexOf(text.charAt(end)) >= 0
                || "-|&;>\n".indexOf(runs.charAt(runs.skipSpaces(end))) >= 0;
        boolean isWord = value.isLetters() && (!standsAlone || value.length() < 4 || value.isUpperCase());
        if (!isWord && value.length() >= 3 && !value.isCode() && !value.isHarmlessUnder(name)) {
            found.secret(start, end);
        }
    }

    /** The end tag names the element, also if the start tag has attributes. */
    private void atElement(int close) {
        boolean isCharacterData = text.startsWith(CHARACTER_DATA, close + 1);
        int start = isCharacterData ? close + 1 + CHARACTER_DATA.length() : close + 1;
        int end = isCharacterData ? runs.next(']', start) : runs.next('<', start);
        int endTag = isCharacterData ? end + "]]>".length() : end;
        if (runs.charAt(endTag) != '<' || runs.charAt(endTag + 1) != '/' || end <= start) {
            return;
        }
        SecretName name = SecretName.of(text, endTag + 2, runs.endOfRun(Alphabet.NAME, endTag + 2));
        if (!name.isPlain() && TextRuns.isQuote(runs.charAt(close - 1))) {
            name = labelled(close - 1);
        }
        if (!name.isPlain() && text.startsWith("</string>", endTag) && text.startsWith("<string", close - 7)) {
            name = propertyListKey(close - 7);
        }
        if (name.isPlain()) {
            judgeQuoted(name, start, end, false);
        }
    }

    /** {@code <key>password</key>} before this. */
    private SecretName propertyListKey(int element) {
        int at = element;
        while (at > 0 && at > element - SecretName.CHARACTERS && text.charAt(at - 1) <= ' ') {
            at--;
        }
        String tag = "</key>";
        return SecretName.before(text, text.startsWith(tag, at - tag.length()) ? at - tag.length() : 0);
    }

    private void atAssignment(int nameEnd, int valueStart) {
        int spacesBefore = nameEnd - runs.skipSpacesBack(nameEnd);
        int end = skipQuoteBack(nameEnd - spacesBefore);
        SecretName name = SecretName.before(text, end);
        if (!name.isSecret() && isWord("value", end)) {
            name = labelled(end - "value".length());
        }
        if (!name.isSecret() && runs.charAt(runs.skipSpacesBack(name.start()) - 1) == ':') {
            // name: type = value
            name = SecretName.before(text, runs.skipSpacesBack(runs.skipSpacesBack(name.start()) - 1));
        }
        if (!name.isSecret()) {
            atQueryOrUser(end, nameEnd, valueStart);
            return;
        }
        int start = skipStringPrefix(runs.skipSpaces(valueStart));
        if (start == text.length()) {
            return;
        }
        switch (name.kind()) {
            case AUTHORIZATION -> headers.authorization(name, start);
            case COOKIE -> headers.cookie(name, text.charAt(nameEnd), start);
            default -> {
                if (TextRuns.isQuote(text.charAt(start))) {
                    quoted(name, start);
                } else if (isBlockScalar(start)) {
                    blockScalar(name, start);
                } else {
                    unquoted(name, nameEnd, start, spacesBefore > 0 || start > valueStart);
                }
            }
        }
    }

    /** What has no telling name, but a telling place or look: a URL's signature, {@code _auth} in base64. */
    private void atQueryOrUser(int end, int nameEnd, int valueStart) {
        int start = runs.skipSpaces(valueStart);
        start = TextRuns.isQuote(runs.charAt(start)) ? start + 1 : start;
        if (isWord("auth", end)) {
            int valueEnd = runs.endOfRun(Alphabet.BASE64, start);
            if (valueEnd - start >= 8 && EncodedTokens.isUserAndPassword(text, start, valueEnd)) {
                found.secret(start, valueEnd);
            }
        } else if (start == valueStart && runs.charAt(nameEnd) == '=') {
            int name = end;
            while (name > 0 && name > end - QUERY_NAME_CHARACTERS && Alphabet.NAME.contains(text.charAt(name - 1))) {
                name--;
            }
            boolean isInQuery = runs.charAt(name - 1) == '?' || runs.charAt(name - 1) == '&';
            int valueEnd = runs.endOfRun(Alphabet.PERCENT_ENCODED, start);
            if (isInQuery
                    && valueEnd - start >= 16
                    && SecretRules.NAMES_IN_QUERIES.contains(FieldNames.normalize(text, name, end))
                    && NamedValue.of(text, start, valueEnd).looksRandom(16)) {
                found.secret(start, valueEnd);
            }
        }
    }

    /** The secret's name that a label such as {@code name=} gave to the value that follows. */
    private SecretName labelled(int valueStart) {
        int at = valueStart;
        while (at > 0 && at > valueStart - SecretName.CHARACTERS && " \t\n\"'`,;{-".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        SecretName name = SecretName.before(text, at);
        int label = name.start();
        while (label > 0 && label > name.start() - 8 && " \"'`:=".indexOf(text.charAt(label - 1)) >= 0) {
            label--;
        }
        boolean isLabelled = label < name.start() && (isWord("name", label) || isWord("key", label));
        return isLabelled && name.isPlain() ? name : SecretName.of(text, 0, 0);
    }

    private boolean isWord(String word, int end) {
        int start = end - word.length();
        return text.regionMatches(true, start, word, 0, word.length())
                && !Alphabet.isAlphanumeric(runs.charAt(start - 1));
    }

    private void quoted(SecretName name, int quote) {
        int close = runs.closingQuote(quote);
        boolean inEnvironment = name.isUpperCase(text);
        if (close < 0 && inEnvironment) {
            // A value of several lines.
            int end = runs.next(text.charAt(quote), quote + 1);
            close = end < text.length() && end - quote <= VALUE_CHARACTERS ? end : -1;
        }
        if (close > quote) {
            judgeQuoted(name, quote + 1, close, inEnvironment || isConnectionString(name));
        } else {
            unquoted(name, quote, quote + 1, true);
        }
    }

    private void judgeQuoted(SecretName name, int start, int end, boolean inEnvironment) {
        if (end - start > VALUE_CHARACTERS) {
            return;
        }
        NamedValue value = NamedValue.of(text, start, end);
        boolean isPlain = name.kind() == Kind.PLAIN;
        // Behind a space this is what stands between two strings.
        boolean isSecret = value.hasSpace()
                ? isPlain && text.charAt(start) != ' ' && (value.hasMixedWord() || !value.isProse(name, inEnvironment))
                : value.length() >= 3 && (isPlain || (value.looksRandom(6) && !value.isCode()));
        if (isSecret && !value.isHarmlessUnder(name) && !value.isLocation()) {
            found.secret(start, end);
        }
    }

    private void unquoted(SecretName name, int nameEnd, int start, boolean spaced) {
        char separator = runs.charAt(nameEnd);
        boolean isShell = !spaced && separator == '=' && name.isUpperCase(text);
        int end = runs.endOfRun(isShell ? Alphabet.SHELL_VALUE : Alphabet.VALUE, start);
        NamedValue value = NamedValue.of(text, start, end);
        if (name.kind() == Kind.PLAIN && separator == '=' && isConnectionString(name)) {
            int partEnd = endOfPart(name, start);
            NamedValue part = NamedValue.of(text, start, partEnd);
            if (part.hasSpace()
                    && !part.isExpression()
                    && !NamedValue.isPlaceholder(part.text().replace('{', ' '))) {
                found.secret(start, partEnd);
                return;
            }
        }
        if (value.isHarmlessUnder(name) || value.isLocation()) {
            return;
        }
        boolean isPlain = name.kind() == Kind.PLAIN;
        boolean isSecret;
        if (isShell) {
            isSecret = isPlain ? value.length() >= 3 : value.length() >= 6 && !value.isDigits();
        } else if (value.isCode() || value.isIdentifierLike(name) || SecretRules.KEYWORDS.contains(value.text())) {
            isSecret = false;
        } else if (!spaced && separator == '=' && isPlain) {
            boolean isArgument = ",)".indexOf(runs.charAt(end)) >= 0;
            isSecret = value.length() >= 3 && !(isArgument && value.isLetters());
        } else {
            boolean isStatement = separator == '=' && runs.charAt(end) == ';';
            isSecret = !isStatement
                    && (value.looksRandom(isPlain ? 6 : 8)
                            || (isPlain && value.length() >= 4 && isSetting(name, separator, end, value)));
        }
        if (isSecret) {
            found.secret(start, end);
        }
    }

    /** {@code Server=db;User Id=sa;Password=a b;}: a part of one, behind another. */
    private boolean isConnectionString(SecretName name) {
        int before = runs.skipSpacesBack(name.start()) - 1;
        return runs.charAt(before) == ';' && Alphabet.VALUE.contains(runs.charAt(before - 1));
    }

    private int endOfPart(SecretName name, int start) {
        int end = Math.min(runs.next('\n', start), start + VALUE_CHARACTERS);
        for (char sign : new char[] {';', '"', '\''}) {
            end = Math.min(end, runs.next(sign, start));
        }
        return Math.max(end, name.end());
    }

    /**
     * Whether a word or a number stands where settings and headers stand and program text hardly does: alone on its
     * line, in YAML, behind a variable's or a header's name, or in a section of an .ini file.
     */
    private boolean isSetting(SecretName name, char separator, int end, NamedValue value) {
        if (value.isDigits()) {
            return true;
        }
        if (SecretRules.WORDS_OF_PROGRAMS.contains(value.text())) {
            return false;
        }
        boolean isWord = value.isLowerCase();
        int rest = runs.skipSpaces(end);
        boolean endsLine = runs.charAt(rest) == '\n' || (rest > end && runs.charAt(rest) == '#');
        boolean isHeader = name.isHeader(text) && (endsLine || TextRuns.isQuote(runs.charAt(rest)));
        if (separator == '=') {
            return endsLine && isWord && isInSection(name.start());
        }
        return isHeader || (endsLine && isWord && (name.isUpperCase(text) || isBetweenSettings(name.start(), rest)));
    }

    /** No neighbour says that this is a program's object, a list of parameters or the like. */
    private boolean isBetweenSettings(int nameStart, int lineEnd) {
        int lineStart = nameStart;
        while (lineStart > 0 && nameStart - lineStart < SecretName.CHARACTERS && text.charAt(lineStart - 1) != '\n') {
            lineStart--;
            if (" \t-".indexOf(text.charAt(lineStart)) < 0) {
                return false;
            }
        }
        int above = lineStart - 1;
        while (above > 0 && above > lineStart - SecretName.CHARACTERS && text.charAt(above - 1) <= ' ') {
            above--;
        }
        int below = lineEnd;
        while (below < text.length() && below < lineEnd + SecretName.CHARACTERS && text.charAt(below) <= ' ') {
            below++;
        }
        return ",;{([|".indexOf(runs.charAt(above - 1)) < 0 && "})],;|".indexOf(runs.charAt(below)) < 0;
    }

    private boolean isInSection(int nameStart) {
        for (int at = nameStart - 1; at >= 0 && at > nameStart - SECTION_CHARACTERS; at--) {
            if (text.charAt(at) == '[' && runs.charAt(at - 1) == '\n') {
                return true;
            }
            if (";({".indexOf(text.charAt(at)) >= 0) {
                return false;
            }
        }
        return false;
    }

    private boolean isBlockScalar(int start) {
        char sign = text.charAt(start);
        int end = "+-".indexOf(runs.charAt(start + 1)) >= 0 ? start + 2 : start + 1;
        return (sign == '|' || sign == '>') && end < text.length() && text.charAt(end) == '\n';
    }

    /** YAML's {@code name: |}: its first line, which begins on the next. */
    private void blockScalar(SecretName name, int sign) {
        int start = runs.next('\n', sign) + 1;
        while (start < text.length() && text.charAt(start) == ' ' && start - sign < SecretName.CHARACTERS) {
            start++;
        }
        int end = runs.next('\n', start);
        if (start < end) {
            judgeQuoted(name, start, end, name.isUpperCase(text));
        }
    }

    /** Python's f"…", b"…", r"…". */
    private int skipStringPrefix(int at) {
        boolean isPrefix = "fbruFBRU".indexOf(runs.charAt(at)) >= 0 && "\"'".indexOf(runs.charAt(at + 1)) >= 0;
        return isPrefix ? at + 1 : at;
    }

    /** Quotes around a name, and the bracket of {@code map["name"]}. */
    private int skipQuoteBack(int from) {
        int at = runs.charAt(from - 1) == ']' ? from - 1 : from;
        return TextRuns.isQuote(runs.charAt(at - 1)) ? at - 1 : at;
    }
}
