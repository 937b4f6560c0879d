package com.mogplex.sanitize;

import java.util.List;
import java.util.Locale;

/**
 * Finds in prose, code, shells, queries and data the values that stand beside a clearly secret name:
 * {@code name=value}, {@code name: value}, {@code "name":"value"}, {@code <name>value</name>}, {@code --name value}.
 *
 * <p>Program text names secrets all the time without holding one ({@code password: string}), so an unquoted value must
 * look like a secret, and a reference, a type or a placeholder never is one.
 */
final class NamedSecrets {
    private static final int NAME_CHARACTERS = 64;
    private static final int VALUE_CHARACTERS = 4_096;
    /** How much of a value is judged; keeps the time for many long values that overlap linear. */
    private static final int JUDGED_CHARACTERS = 128;

    private static final int SPACES = 8;
    private static final String QUOTES = "\"'`";

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;

    NamedSecrets(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
    }

    /** Looks at the name before and the value after this {@code =}, {@code :} or {@code >}. */
    void atSeparator(int separator) {
        char sign = text.charAt(separator);
        char before = charAt(separator - 1);
        char after = charAt(separator + 1);
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
        if (charAt(dash + 1) != '-'
                || !Alphabet.isLetter(charAt(dash + 2))
                || " \t\n\"'`([".indexOf(charAt(dash - 1)) < 0) {
            return;
        }
        int end = runs.endOfRun(Alphabet.BASE64URL, dash + 2);
        Name name = Name.of(text, dash + 2, end);
        if (!name.isPlain()) {
            return;
        }
        int at = skipSpaces(end);
        if (QUOTES.indexOf(charAt(end)) >= 0 && charAt(end + 1) == ',') {
            at = skipSpaces(end + 2);
        } else if (at == end) {
            return;
        }
        if (QUOTES.indexOf(charAt(at)) >= 0) {
            quoted(name, at);
        } else if (charAt(at) != '-') {
            flagValue(name, at, runs.endOfRun(Alphabet.VALUE, at));
        }
    }

    private void flagValue(Name name, int start, int end) {
        Value value = value(start, end);
        boolean standsAlone = end >= text.length()
                || "\n\"'`|&;)".indexOf(text.charAt(end)) >= 0
                || "-|&;>\n".indexOf(charAt(skipSpaces(end))) >= 0;
        boolean isWord = value.isLetters() && (!standsAlone || value.length() < 4 || value.isUpperCase());
        if (!isWord && value.length() >= 3 && !value.isCode() && !value.isHarmlessUnder(name)) {
            found.secret(start, end);
        }
    }

    private void atElement(int close) {
        Name name = Name.before(text, close);
        int end = runs.next('<', close);
        if (charAt(name.start() - 1) == '<' && name.isPlain() && charAt(end + 1) == '/') {
            judgeQuoted(name, close + 1, end);
        }
    }

    private void atAssignment(int nameEnd, int valueStart) {
        int spacesBefore = nameEnd - skipSpacesBack(nameEnd);
        Name name = Name.before(text, skipQuoteBack(nameEnd - spacesBefore));
        if (!name.isSecret() && charAt(skipSpacesBack(name.start()) - 1) == ':') {
            // name: type = value
            name = Name.before(text, skipSpacesBack(skipSpacesBack(name.start()) - 1));
        }
        if (!name.isSecret()) {
            return;
        }
        int start = skipStringPrefix(skipSpaces(valueStart));
        if (start == text.length()) {
            return;
        }
        switch (name.kind()) {
            case AUTHORIZATION -> authorization(start);
            case COOKIE -> cookie(text.charAt(nameEnd), start);
            default -> {
                if (QUOTES.indexOf(text.charAt(start)) < 0) {
                    unquoted(name, nameEnd, start, spacesBefore > 0 || start > valueStart);
                } else {
                    quoted(name, start);
                }
            }
        }
    }

    private void quoted(Name name, int quote) {
        int close = closingQuote(quote);
        if (close > quote) {
            judgeQuoted(name, quote + 1, close);
        } else {
            unquoted(name, quote, quote + 1, true);
        }
    }

    private void judgeQuoted(Name name, int start, int end) {
        if (end - start > VALUE_CHARACTERS) {
            return;
        }
        Value value = value(start, end);
        boolean isSecret = value.hasSpace()
                ? name.kind() == Name.Kind.PLAIN && value.hasMixedWord()
                : value.length() >= 3 && (name.kind() == Name.Kind.PLAIN || value.looksRandom(6));
        if (isSecret && !value.isHarmlessUnder(name) && !value.isLocation()) {
            found.secret(start, end);
        }
    }

    private void unquoted(Name name, int nameEnd, int start, boolean spaced) {
        boolean isShell = !spaced && charAt(nameEnd) == '=' && name.isUpperCase(text);
        int end = runs.endOfRun(isShell ? Alphabet.SHELL_VALUE : Alphabet.VALUE, start);
        Value value = value(start, end);
        if (value.isHarmlessUnder(name) || value.isLocation()) {
            return;
        }
        boolean isPlain = name.kind() == Name.Kind.PLAIN;
        boolean isSecret;
        if (isShell) {
            isSecret = isPlain ? value.length() >= 3 : value.length() >= 6 && !value.isDigits();
        } else if (value.isCode() || value.isIdentifierLike(name)) {
            isSecret = false;
        } else if (!spaced && charAt(nameEnd) == '=' && isPlain) {
            boolean isArgument = ",)".indexOf(charAt(end)) >= 0;
            isSecret = value.length() >= 3 && !(isArgument && value.isLetters());
        } else {
            boolean isStatement = charAt(nameEnd) == '=' && charAt(end) == ';';
            isSecret = !isStatement && value.looksRandom(isPlain ? 6 : 8);
        }
        if (isSecret) {
            found.secret(start, end);
        }
    }

    /** The scheme stays: it says what is missing. */
    private void authorization(int start) {
        int from = start;
        int end = runs.next('\n', start);
        if (QUOTES.indexOf(text.charAt(start)) >= 0) {
            from = start + 1;
            int close = closingQuote(start);
            end = close > start ? close : end;
        } else {
            for (int i = 0; i < QUOTES.length(); i++) {
                end = Math.min(end, runs.next(QUOTES.charAt(i), start));
            }
        }
        int word = Math.min(end, runs.endOfRun(Alphabet.BASE64URL, from));
        int next = Math.min(end, skipSpaces(word));
        boolean hasScheme = next > word && next < end && word - from <= 20;
        int credentials = hasScheme ? next : from;
        int credentialsEnd = Math.min(end, nextSpace(credentials, end));
        Value value = value(credentials, credentialsEnd);
        boolean isSecret = value.length() >= 6 && (value.hasDigit() || value.length() >= 16) && !value.isCode();
        if (isSecret && !isPlaceholder(value.text())) {
            found.secret(credentials, credentialsEnd);
        }
    }

    /** All pairs go: which of them is the session's nobody knows. */
    private void cookie(char separator, int start) {
        if (separator != ':') {
            return;
        }
        int from = start;
        int end = Math.min(runs.next('\n', start), Math.min(runs.next('"', start), runs.next('\'', start)));
        if (QUOTES.indexOf(text.charAt(start)) >= 0) {
            from = start + 1;
            end = Math.max(closingQuote(start), from);
        }
        int pair = runs.endOfRun(Alphabet.NAME, from);
        if (pair > from && pair + 1 < end && text.charAt(pair) == '=' && text.charAt(pair + 1) != ' ') {
            int valueEnd = Math.min(end, runs.endOfRun(Alphabet.VALUE, pair + 1));
            if (!isPlaceholder(text.substring(pair + 1, Math.max(valueEnd, pair + 1)))) {
                found.secret(from, end);
            }
        }
    }

    /** Whether a value only stands for a secret: a variable, a template, asterisks, {@code <your token>}, {@code …}. */
    static boolean isPlaceholder(String value) {
        if (value.isEmpty() || value.startsWith(Limits.REDACTED) || value.equals(Limits.TOO_DEEP)) {
            return true;
        }
        char first = value.charAt(0);
        char second = value.length() > 1 ? value.charAt(1) : ' ';
        boolean isVariable = first == '$' && (second == '{' || second == '(' || isIdentifier(value.substring(1)));
        boolean isTemplate = first == '<'
                || first == '{'
                || (first == '#' && second == '{')
                || (first == '%' && (value.length() <= 3 || value.endsWith("%")))
                || value.contains("${")
                || value.contains("{{")
                || value.contains("...")
                || value.contains(Limits.MORE);
        boolean isMask = value.chars().allMatch(character -> character == first || "*xX•.-_#?".indexOf(character) >= 0)
                && (value.length() > 2 && "*xX•.-_#?".indexOf(first) >= 0);
        return isVariable || isTemplate || isMask || value.regionMatches(true, 0, "your", 0, 4);
    }

    private static boolean isIdentifier(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> Alphabet.WORD.contains((char) c));
    }

    private Value value(int start, int end) {
        return new Value(text.substring(start, Math.min(end, start + JUDGED_CHARACTERS)));
    }

    private int closingQuote(int quote) {
        char sign = text.charAt(quote);
        int lineEnd = Math.min(runs.next('\n', quote + 1), quote + VALUE_CHARACTERS);
        int close = runs.next(sign, quote + 1);
        for (int escaped = 0; escaped < 8 && close < lineEnd && text.charAt(close - 1) == '\\'; escaped++) {
            close = runs.next(sign, close + 1);
        }
        return close < lineEnd ? close : -1;
    }

    private int nextSpace(int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) > ' ' && at - from <= VALUE_CHARACTERS) {
            at++;
        }
        return at;
    }

    /** Python's f"…", b"…", r"…". */
    private int skipStringPrefix(int at) {
        boolean isPrefix = "fbruFBRU".indexOf(charAt(at)) >= 0 && "\"'".indexOf(charAt(at + 1)) >= 0;
        return isPrefix ? at + 1 : at;
    }

    private int skipSpaces(int from) {
        int at = from;
        while (at < text.length() && at < from + SPACES && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private int skipSpacesBack(int from) {
        int at = from;
        while (at > 0 && at > from - SPACES && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        return at;
    }

    /** Quotes around a name, and the bracket of {@code map["name"]}. */
    private int skipQuoteBack(int from) {
        int at = charAt(from - 1) == ']' ? from - 1 : from;
        return QUOTES.indexOf(charAt(at - 1)) >= 0 ? at - 1 : at;
    }

    /** A line break stands before and behind the text. */
    private char charAt(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\n';
    }

    /** A name in the text, without case and punctuation, and what it promises. */
    private record Name(String letters, Kind kind, String word, int start, int end) {
        enum Kind {
            PLAIN,
            DOUBTFUL,
            AUTHORIZATION,
            COOKIE,
            NONE
        }

        static Name before(String text, int end) {
            int start = Math.max(end, 0);
            while (start > 0 && start > end - NAME_CHARACTERS && Alphabet.NAME.contains(text.charAt(start - 1))) {
                start--;
            }
            return of(text, start, Math.max(end, 0));
        }

        static Name of(String text, int start, int end) {
            if (end - start < 3 || end - start > NAME_CHARACTERS || !SecretRules.mayEndName(text, start, end)) {
                return new Name("", Kind.NONE, "", start, end);
            }
            String letters = FieldNames.normalize(text, start, end);
            if (letters.endsWith("authorization")) {
                return new Name(letters, Kind.AUTHORIZATION, "authorization", start, end);
            }
            if (letters.endsWith("cookie")) {
                return new Name(letters, Kind.COOKIE, "cookie", start, end);
            }
            Name plain = ending(letters, SecretRules.NAMES_IN_TEXT, Kind.PLAIN, start, end);
            return plain.isSecret()
                    ? plain
                    : ending(letters, SecretRules.DOUBTFUL_NAMES_IN_TEXT, Kind.DOUBTFUL, start, end);
        }

        private static Name ending(String letters, List<String> words, Kind kind, int start, int end) {
            for (String word : words) {
                if (letters.endsWith(word)) {
                    return new Name(letters, kind, word, start, end);
                }
            }
            return new Name(letters, Kind.NONE, "", start, end);
        }

        boolean isSecret() {
            return kind != Kind.NONE;
        }

        /** Whether what follows is the secret itself, without a scheme or a list around it. */
        boolean isPlain() {
            return kind == Kind.PLAIN || kind == Kind.DOUBTFUL;
        }

        boolean isUpperCase(String text) {
            for (int i = start; i < end; i++) {
                if (text.charAt(i) >= 'a') {
                    return false;
                }
            }
            return true;
        }
    }

    /** What stands beside a name. */
    private record Value(String text) {
        int length() {
            return text.length();
        }

        boolean hasSpace() {
            return text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0;
        }

        boolean hasDigit() {
            return text.chars().anyMatch(c -> Alphabet.isDigit((char) c));
        }

        boolean isDigits() {
            return text.chars().allMatch(c -> Alphabet.isDigit((char) c));
        }

        boolean isLetters() {
            return text.chars().allMatch(c -> Alphabet.isLetter((char) c) || c == '-' || c == '_' || c == '.');
        }

        boolean isUpperCase() {
            return text.chars().noneMatch(Character::isLowerCase);
        }

        boolean hasMixedWord() {
            for (String word : text.split("[ \t]", -1)) {
                if (new Value(word).looksRandom(6)) {
                    return true;
                }
            }
            return false;
        }

        /** A call, an index, a template, a union of types, a path of letters: program text. */
        boolean isCode() {
            boolean hasBracket = text.indexOf('(') >= 0 || text.indexOf('[') >= 0 || text.indexOf('{') >= 0;
            return hasBracket || text.startsWith("|") || isDottedPath();
        }

        private boolean isDottedPath() {
            return text.indexOf('.') > 0
                    && text.chars().allMatch(c -> Alphabet.isLetter((char) c) || c == '.' || c == '_');
        }

        /** {@code password=dbPassword}: a variable named like what it holds. */
        boolean isIdentifierLike(Name name) {
            return isIdentifier(text)
                    && !hasDigit()
                    && FieldNames.normalize(text, 0, Math.min(text.length(), NAME_CHARACTERS))
                            .contains(name.word());
        }

        boolean isHarmlessUnder(Name name) {
            String bare = text.toLowerCase(Locale.ROOT);
            while (!bare.isEmpty() && ".,:;!?*".indexOf(bare.charAt(bare.length() - 1)) >= 0) {
                bare = bare.substring(0, bare.length() - 1);
            }
            String letters = FieldNames.normalize(text, 0, Math.min(text.length(), NAME_CHARACTERS));
            return isPlaceholder(text)
                    || bare.isEmpty()
                    || SecretRules.HARMLESS_VALUES.contains(bare)
                    || letters.equals(name.letters())
                    || letters.equals(name.word())
                    || isDottedPath();
        }

        /** A file or an address; credentials inside an address are found by other rules. */
        boolean isLocation() {
            boolean isPath = text.startsWith("./")
                    || text.startsWith("../")
                    || text.startsWith("~/")
                    || (text.startsWith("/") && text.indexOf('.') > 0);
            return isPath || text.startsWith("http://") || text.startsWith("https://");
        }

        /**
         * Letters and digits mixed, or a punctuation mark that no identifier has; and not a type such as Uint8Array.
         */
        boolean looksRandom(int minimum) {
            if (text.length() < minimum || isSizedType()) {
                return false;
            }
            boolean hasLetter = text.chars().anyMatch(c -> Alphabet.isLetter((char) c));
            boolean hasSymbol = text.chars().anyMatch(c -> "!#$%^*@+".indexOf(c) >= 0);
            return hasLetter && (hasDigit() || (hasSymbol && text.charAt(0) != '@'));
        }

        private boolean isSizedType() {
            StringBuilder digits = new StringBuilder();
            text.chars()
                    .filter(c -> !Alphabet.isLetter((char) c) && "_<>?!".indexOf(c) < 0)
                    .forEach(c -> digits.append((char) c));
            return switch (digits.toString()) {
                case "8", "16", "32", "64", "128", "256", "512" -> true;
                default -> false;
            };
        }
    }
}
