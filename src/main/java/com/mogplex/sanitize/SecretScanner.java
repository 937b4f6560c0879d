package com.mogplex.sanitize;

/** Replaces every secret in a text by a mark, in time linear in its length. */
final class SecretScanner {
    /** Layers of markup and escaping that are taken off in search of a secret: JSON in JSON in HTML. */
    private static final int LAYERS = 3;

    /** The characters at which anything is looked at. */
    private static final boolean[] INTERESTING = interesting();

    private final OwnSecrets ownSecrets;

    SecretScanner(OwnSecrets ownSecrets) {
        this.ownSecrets = ownSecrets;
    }

    /** The text with a mark for every secret; the same instance if there is none. */
    String redact(String text, Tally tally) {
        Spans spans = new Spans();
        DecodedText view = DecodedText.plain(text);
        for (int layer = 0; view != null && layer <= LAYERS; layer++) {
            ownSecrets.find(view, spans);
            findKnownLooks(view, spans);
            view = view.decode();
        }
        return spans.redact(text, tally);
    }

    private static void findKnownLooks(DecodedText view, Spans spans) {
        String text = view.text();
        TextRuns runs = new TextRuns(text);
        Found found = (start, end) -> spans.add(view.sourceStart(start), view.sourceEnd(end));
        TokenShapes shapes = new TokenShapes(text, runs, found);
        EncodedTokens encodedTokens = new EncodedTokens(text, runs, found);
        NamedSecrets named = new NamedSecrets(text, runs, found);
        PrivateKeyBlocks privateKeys = new PrivateKeyBlocks(text, runs, found);
        CommandSecrets commands = new CommandSecrets(text, runs, found);
        CallSecrets calls = new CallSecrets(text, runs, found);
        UrlCredentials urls = new UrlCredentials(text, runs, found);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= 128 || !INTERESTING[character]) {
                continue;
            }
            switch (character) {
                case ':' -> {
                    urls.at(i);
                    named.atSeparator(i);
                }
                case '=', '>' -> named.atSeparator(i);
                case '-' -> {
                    privateKeys.at(i);
                    named.atFlag(i);
                    commands.atOption(i);
                }
                case '"', '\'' -> calls.atQuote(i);
                case 'e', 'B', 'b' -> {
                    encodedTokens.at(i);
                    shapes.at(i);
                }
                default -> shapes.at(i);
            }
            if (CommandSecrets.mayBegin(character)) {
                commands.at(i);
            }
        }
    }

    private static boolean[] interesting() {
        boolean[] interesting = new boolean[128];
        for (char character = 0; character < interesting.length; character++) {
            interesting[character] = ":=>-\"'eBb".indexOf(character) >= 0
                    || TokenShapes.mayBegin(character)
                    || CommandSecrets.mayBegin(character);
        }
        return interesting;
    }

    /** Takes what the finders find. */
    @FunctionalInterface
    interface Found {
        void secret(int start, int end);
    }
}
