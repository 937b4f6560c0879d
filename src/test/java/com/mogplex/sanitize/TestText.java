package com.mogplex.sanitize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the text files of these tests. */
final class TestText {
    private TestText() {}

    static List<String> lines(String name) {
        try (InputStream file = TestText.class.getResourceAsStream("/sanitize/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The escapes that {@code cases.txt} explains. */
    static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        String whole = text.replace("~~", "");
        int at = 0;
        while (at < whole.length()) {
            char character = whole.charAt(at++);
            if (character != '\\') {
                plain.append(character);
                continue;
            }
            char kind = whole.charAt(at++);
            switch (kind) {
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case 'e' -> plain.append('\u001b');
                case 'u' -> {
                    plain.append((char) Integer.parseInt(whole.substring(at, at + 4), 16));
                    at += 4;
                }
                case '\\' -> plain.append('\\');
                default -> throw new IllegalArgumentException("no escape \\" + kind + " in " + text);
            }
        }
        return plain.toString();
    }
}
