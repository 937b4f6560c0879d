package com.mogplex.sanitize;

/** What the name of a JSON field says about its value, by {@link SecretRules}; the strictest first. */
enum FieldNames {
    /** The value goes, whole. */
    SECRET,
    /** The strings in the value go. */
    SECRET_STRINGS,
    /** The value is looked at like any other. */
    ORDINARY;

    /** What this field's value is; {@code isNumber} tells whether it is a number. */
    static FieldNames of(String name, boolean isNumber) {
        String letters = normalize(name, 0, name.length());
        if (SecretRules.REDACTED_FIELDS.contains(letters)) {
            return SECRET;
        }
        for (String word : SecretRules.SECRET_WORDS) {
            if (isNumber ? letters.endsWith(word) : letters.contains(word)) {
                return SECRET;
            }
        }
        for (String word : SecretRules.STRING_SECRET_WORDS) {
            if (letters.contains(word)) {
                return SECRET_STRINGS;
            }
        }
        return ORDINARY;
    }

    /** Whether this is a word of a command that makes the next one a secret: {@code ["--password", "hunter2"]}. */
    static boolean isSecretOption(String word) {
        if (!word.startsWith("--") || word.length() > Limits.NAME_CHARACTERS || word.indexOf('=') >= 0) {
            return false;
        }
        String letters = normalize(word, 0, word.length());
        return SecretRules.NAMES_IN_TEXT.stream().anyMatch(letters::endsWith)
                || SecretRules.DOUBTFUL_NAMES_IN_TEXT.stream().anyMatch(letters::endsWith);
    }

    /** A name without case and punctuation. */
    static String normalize(String text, int start, int end) {
        StringBuilder letters = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char character = text.charAt(i);
            if (Alphabet.isAlphanumeric(character)) {
                letters.append(character >= 'A' && character <= 'Z' ? (char) (character | 0x20) : character);
            }
        }
        return letters.toString();
    }
}
