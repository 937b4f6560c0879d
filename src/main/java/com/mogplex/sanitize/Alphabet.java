package com.mogplex.sanitize;

/** Sets of characters that a secret, or what stands around one, is made of. */
enum Alphabet {
    ALPHANUMERIC("", false),
    WORD("_", false),
    BASE64URL("_-", false),
    DOTTED("_-.", false),
    BASE64("+/", false),
    /** RFC 6750 section 2.1, b64token. */
    BEARER("-._~+/=", false),
    /** A path of one-time parts: webhooks. */
    PATH("_-/", false),
    /** A value in a query (RFC 3986 section 3.4), without the signs that part values. */
    PERCENT_ENCODED("_-.~%+/", false),
    /** The name in {@code name=value}. */
    NAME("_-.", false),
    /** What is left of a URL's authority when it stands in prose or code. */
    USER_INFO("-._~!$&()*+,;=:%@", true),
    /** An unquoted value in prose, code or a query. */
    VALUE("!#$%*+-./:?@^_~=([{|", true),
    /** An unquoted value in a shell's or a .env file's assignment. */
    SHELL_VALUE("!#$%*+-./:?@^_~=([{|,}])&<>", true);

    @SuppressWarnings("ImmutableEnumChecker") // Filled by the constructor and never written again.
    private final boolean[] ascii = new boolean[128];

    private final boolean beyondAscii;

    Alphabet(String alsoPunctuation, boolean beyondAscii) {
        this.beyondAscii = beyondAscii;
        for (char character = '0'; character <= 'z'; character++) {
            ascii[character] = isLetter(character) || isDigit(character);
        }
        for (int i = 0; i < alsoPunctuation.length(); i++) {
            ascii[alsoPunctuation.charAt(i)] = true;
        }
    }

    boolean contains(char character) {
        return character < 128 ? ascii[character] : beyondAscii && !Character.isSpaceChar(character);
    }

    static boolean isAlphanumeric(char character) {
        return isLetter(character) || isDigit(character);
    }

    static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
