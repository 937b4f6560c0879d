package com.mogplex.sanitize;

import java.util.Locale;

/** What stands beside a secret's name, and whether it looks like a secret, program text or prose. */
record NamedValue(String text) {
    /** How much of a value is judged; keeps the time for many long values that overlap linear. */
    private static final int JUDGED_CHARACTERS = 128;

    private static final int PASS_PHRASE_WORDS = 8;

    private static final String MASKS = "*xX•.-_#?";

    static NamedValue of(String text, int start, int end) {
        return new NamedValue(text.substring(start, Math.max(start, Math.min(end, start + JUDGED_CHARACTERS))));
    }

    /** Whether a value only stands for a secret: a variable, a template, asterisks, {@code <your token>}, {@code …}. */
    static boolean isPlaceholder(String value) {
        if (value.isEmpty() || value.startsWith(Limits.REDACTED) || value.equals(Limits.TOO_DEEP)) {
            return true;
        }
        char first = value.charAt(0);
        char second = value.length() > 1 ? value.charAt(1) : ' ';
        boolean isVariable = first == '$' && (second == '{' || second == '(' || isVariableName(value.substring(1)));
        boolean isTemplate = first == '<'
                || first == '{'
                || (first == '#' && second == '{')
                || (first == '%' && (value.length() <= 3 || value.endsWith("%")))
                || value.contains("${")
                || value.contains("{{")
                || value.contains("...")
                || value.contains(Limits.MORE);
        boolean isMask = value.length() > 2
                && MASKS.indexOf(first) >= 0
                && value.chars().allMatch(character -> MASKS.indexOf(character) >= 0);
        return isVariable || isTemplate || isMask || value.regionMatches(true, 0, "your", 0, 4);
    }

    /** Also {@code $object->}, of which the arrow's head is no part of the value, and {@code $Module::name}. */
    private static boolean isVariableName(String value) {
        String name = value.endsWith("-") ? value.substring(0, value.length() - 1) : value;
        return isIdentifier(name.replace("::", ""));
    }

    private static boolean isIdentifier(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> Alphabet.WORD.contains((char) c));
    }

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

    boolean isLowerCase() {
        return text.chars().noneMatch(Character::isUpperCase);
    }

    /** A long text may have one without being a secret. */
    boolean hasMixedWord() {
        String[] words = text.split("[ \t]", -1);
        for (String word : words.length > PASS_PHRASE_WORDS ? new String[0] : words) {
            if (new NamedValue(word).looksRandom(6)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Words that say something of a secret, and no pass phrase. In an environment a value is prose only if it is plain.
     */
    boolean isProse(SecretName name, boolean inEnvironment) {
        boolean isSentence = Character.isUpperCase(text.charAt(0))
                && text.length() > 1
                && Character.isLowerCase(text.charAt(1))
                && text.indexOf(' ') > 0;
        boolean hasProseWord = false;
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}']+", -1)) {
            hasProseWord |= SecretRules.PROSE_WORDS.contains(word);
        }
        boolean ends = ".!?:".indexOf(text.charAt(text.length() - 1)) >= 0;
        boolean isNamed = FieldNames.normalize(text, 0, text.length()).contains(name.word());
        return isNamed || (inEnvironment ? isSentence && hasProseWord : isSentence || hasProseWord || ends);
    }

    /** {@code new Password()} and the like, in program text without line breaks. */
    boolean isExpression() {
        int space = text.indexOf(' ');
        return isCode() || SecretRules.KEYWORDS.contains(text.substring(0, Math.max(space, 0)));
    }

    /** A call, an index, a template, a union of types, a path of letters: program text. */
    boolean isCode() {
        boolean hasBracket = text.indexOf('(') >= 0 || text.indexOf('[') >= 0 || text.indexOf('{') >= 0;
        return hasBracket || text.startsWith("|") || isDottedPath();
    }

    private boolean isDottedPath() {
        return text.indexOf('.') > 0 && text.chars().allMatch(c -> Alphabet.isLetter((char) c) || c == '.' || c == '_');
    }

    /** {@code password=dbPassword}: a variable named like what it holds. */
    boolean isIdentifierLike(SecretName name) {
        return isIdentifier(text)
                && !hasDigit()
                && FieldNames.normalize(text, 0, Math.min(text.length(), SecretName.CHARACTERS))
                        .contains(name.word());
    }

    boolean isHarmlessUnder(SecretName name) {
        String bare = text.toLowerCase(Locale.ROOT);
        while (!bare.isEmpty() && ".,:;!?*".indexOf(bare.charAt(bare.length() - 1)) >= 0) {
            bare = bare.substring(0, bare.length() - 1);
        }
        String letters = FieldNames.normalize(text, 0, Math.min(text.length(), SecretName.CHARACTERS));
        return isPlaceholder(text)
                || bare.isEmpty()
                || SecretRules.HARMLESS_VALUES.contains(bare)
                || letters.equals(name.letters())
                || letters.equals(name.word())
                || (name.word().equals("pwd") && isDirectory())
                || isDottedPath();
    }

    /** What {@code PWD} is to every shell. */
    private boolean isDirectory() {
        return text.startsWith("/") || text.startsWith("~") || text.regionMatches(1, ":\\", 0, 2);
    }

    /** A file or an address; credentials inside an address are found by other rules. */
    boolean isLocation() {
        int scheme = text.indexOf("://");
        boolean isAddress = scheme > 0 && text.chars().limit(scheme).allMatch(c -> Alphabet.isLetter((char) c));
        boolean isPath = text.startsWith("./")
                || text.startsWith("../")
                || text.startsWith("~/")
                || (text.startsWith("/") && text.indexOf('.') > 0);
        return isPath || isAddress || text.startsWith("arn:");
    }

    /** Letters and digits mixed, or a punctuation mark that no identifier has; and not a type such as Uint8Array. */
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
