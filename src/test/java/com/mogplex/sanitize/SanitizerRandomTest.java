package com.mogplex.sanitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.mogplex.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What holds for every input, tried on random hostile ones. {@code -Dsanitizer.seed=…} and {@code -Dsanitizer.rounds=…}
 * try others.
 */
class SanitizerRandomTest {
    private static final long SEED = Long.getLong("sanitizer.seed", 20_261_121);
    private static final int ROUNDS = Integer.getInteger("sanitizer.rounds", 3_000);
    private static final String OWN = "mog_" + "Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4f";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "7",
            " ",
            "  ",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "=",
            ":",
            "\"",
            "'",
            "\\",
            "<",
            ">",
            "&",
            "%",
            "/",
            ".",
            "-",
            "_",
            "@",
            ",",
            ";",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "$",
            "#",
            "*",
            "\u001b",
            "\u001b[31m",
            "\u001b]0;",
            "\u0007",
            "\u009b",
            "\u009d",
            "\u009c",
            "\u200b",
            "\u200d",
            "\ufe0f",
            "\ufe0e",
            "\u202e",
            "\ufeff",
            "\u00ad",
            "\ud83d",
            "\udc69",
            "\ud83d\udc69",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "\u20e3",
            "1\ufe0f\u20e3",
            "e\u0301",
            "\u4f60",
            "\u2028",
            "\u0085",
            "\udb40\udc41",
            "\uffff",
            "\u3164",
            "password",
            "password=",
            "token: ",
            "API_KEY=",
            "\"secret\":\"",
            "--password ",
            "Authorization: ",
            "Bearer ",
            "Basic ",
            "Cookie: ",
            "https://",
            "://a:",
            "u:p@h",
            "eyJ",
            "eyJhbGciOiJIUzI1NiJ9.",
            "-----BEGIN ",
            "-----BEGIN " + "RSA PRIVATE KEY-----",
            "-----END ",
            "PRIVATE KEY-----",
            "MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn",
            "ghp_",
            "AKIA",
            "sk-",
            "xoxb-",
            "mog_",
            "0123456789abcdef",
            "ABCDEFGHIJKLMNOP",
            "[redacted]",
            "[redacted",
            "[truncated]",
            "...[truncated 12 chars]",
            "\u2026 3 more items",
            "&#109;",
            "\\u006d",
            "%6d",
            "<b>",
            "</b>",
            "=\n",
            OWN,
            OWN.substring(0, 20),
            OWN.substring(20),
            "hunter2",
            "http://x.y/z",
            "null",
            "$X",
            "...");

    private final Random random = new Random(SEED);
    private final Sanitizer sanitizer = Sanitizer.knowing(List.of(OWN));

    @BeforeAll
    static void printSeed() {
        System.out.println("sanitizer.seed=" + SEED);
    }

    @Test
    void textIsSafeAndStaysAsItIs() {
        for (int i = 0; i < ROUNDS; i++) {
            String input = randomText();
            Tally tally = new Tally();
            String once = sanitizer.text(input, tally);
            assertSafe(once, input);
            assertSame(sanitizer.text(once, new Tally()), once, input);
            assertThat(count(once, "[redacted]") > count(HiddenText.reveal(input, TextForm.TEXT), "[redacted]"))
                    .as(() -> quote(input))
                    .isIn(false, tally.redactions() > 0);
        }
    }

    @Test
    void aLineIsOneLineAndStaysAsItIs() {
        for (int i = 0; i < ROUNDS; i++) {
            String input = randomText();
            String once = sanitizer.line(input, new Tally());
            assertSafe(once, input);
            assertThat(once).as(() -> quote(input)).doesNotContain("\n", "\t").isEqualTo(once.strip());
            assertSame(sanitizer.line(once, new Tally()), once, input);
        }
    }

    @Test
    void aPayloadIsWithinItsLimitsAndStaysAsItIs() {
        for (int i = 0; i < ROUNDS / 10; i++) {
            JsonNode input = randomJson(0);
            JsonNode once = sanitizer.payload(input, new Tally());
            String json = once.toString();
            assertThat(json.length()).as(() -> quote(input.toString())).isLessThanOrEqualTo(20_000);
            assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(20 * 1024);
            assertSame(Json.mapper().readTree(json).toString(), json, input.toString());
            assertWithinLimits(once, 1, input);
            assertSame(sanitizer.payload(once, new Tally()).toString(), json, input.toString());
        }
    }

    @Test
    void whatIsUntouchedIsNotCountedAndWhatIsCutIs() {
        for (int i = 0; i < ROUNDS; i++) {
            String input = "lorem ipsum ".repeat(random.nextInt(400));
            Tally tally = new Tally();
            String once = sanitizer.text(input, tally);
            assertThat(tally.redactions()).isZero();
            assertThat(tally.cuts()).isEqualTo(once.equals(input) ? 0 : 1);
            assertThat(once.equals(input)).isEqualTo(input.length() <= 2_000);
        }
    }

    @Test
    void noPlantedSecretSurvivesWhereverItStands() {
        List<UnaryOperator<String>> disguises = disguises();
        for (int i = 0; i < ROUNDS; i++) {
            String secret = randomSecret();
            String disguised = disguises.get(random.nextInt(disguises.size())).apply(secret);
            String input = "x".repeat(random.nextInt(4) == 0 ? 1_900 + random.nextInt(120) : random.nextInt(40)) + " "
                    + disguised + " " + "y".repeat(random.nextInt(3_000));
            Tally tally = new Tally();
            String output = sanitizer.text(input, tally);
            assertNoPiece(output, disguised, input);
            assertNoPiece(output, secret, input);
            assertThat(tally.redactions() + tally.cuts()).as(() -> quote(input)).isPositive();
        }
    }

    @Test
    void theOwnTokenSurvivesNoDisguise() {
        List<UnaryOperator<String>> disguises =
                Stream.concat(disguises().stream(), ownDisguises().stream()).toList();
        for (int i = 0; i < ROUNDS; i++) {
            String disguised = disguises.get(random.nextInt(disguises.size())).apply(OWN);
            String input =
                    "x".repeat(random.nextInt(2_020)) + " " + disguised + " " + "y".repeat(random.nextInt(3_000));
            Tally tally = new Tally();
            String output = sanitizer.text(input, tally);
            assertNoPiece(output, disguised, input);
            assertThat(tally.redactions() + tally.cuts()).as(() -> quote(input)).isPositive();
        }
    }

    /** No piece of it that could be guessed on from: more than the eight characters that name a token to its owner. */
    private static void assertNoPiece(String output, String secret, String input) {
        for (int at = 0; at + 12 <= secret.length(); at++) {
            String piece = secret.substring(at, at + 12);
            if (piece.chars().filter(Character::isLetterOrDigit).count() > 10 && output.contains(piece)) {
                fail("%s stands in %s, from %s", piece, quote(output), quote(input));
            }
        }
    }

    private String randomSecret() {
        // Of a webhook the address stays; the cases look at that.
        List<SecretRules.Shape> shapes = SecretRules.SHAPES.stream()
                .filter(shape -> !SecretRules.keepsPrefix(shape))
                .toList();
        SecretRules.Shape shape = shapes.get(random.nextInt(shapes.size()));
        String letters = shape.evidence() == SecretRules.Evidence.UPPER_CASE
                ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
                : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        StringBuilder body =
                new StringBuilder("a1B2".substring(shape.evidence() == SecretRules.Evidence.UPPER_CASE ? 2 : 0));
        int length = shape.minimum() + 4 + random.nextInt(30);
        while (body.length() < length) {
            body.append(letters.charAt(random.nextInt(letters.length())));
        }
        return shape.prefix() + body;
    }

    /** What a reader or a program would undo without thinking. */
    private List<UnaryOperator<String>> disguises() {
        return List.of(
                secret -> secret,
                secret -> "https://user:" + secret.replace("/", "") + "@example.com",
                secret -> "{\"a\":\"" + secret + "\"}",
                secret -> insert(secret, "\u200b"),
                secret -> insert(secret, "\u001b[1m"),
                secret -> insert(secret, "\u001b]8;;x\u0007"),
                secret -> insert(secret, "\udb40\udc41\u202e"),
                secret -> insert(secret, "<b>"),
                secret -> insert(secret, "</span><span class=\"x\">"),
                secret -> insert(secret, "\\u200b"),
                secret -> insert(secret, "\\u001b[31m"),
                secret -> encode(secret, character -> "&#" + (int) character + ";"),
                secret -> encode(secret, character -> "&#x" + Integer.toHexString(character) + ";"),
                secret -> encode(secret, character -> String.format("\\u%04x", (int) character)),
                secret -> encode(secret, character -> String.format("\\\\u%04x", (int) character)),
                secret -> encode(secret, character -> String.format("\\x%02x", (int) character)),
                secret -> encode(secret, character -> String.format("%%%02x", (int) character)),
                secret -> encode(secret, character -> String.format("%%25%02X", (int) character)));
    }

    /** For these a program must know what it looks for. */
    private List<UnaryOperator<String>> ownDisguises() {
        return List.of(
                secret -> insert(secret, "\n    "),
                secret -> insert(secret, "\\n"),
                secret -> insert(secret, " "),
                secret -> insert(secret, "${EMPTY}"),
                secret -> insert(secret, "$(true)"),
                secret -> insert(secret, "\"\""),
                secret -> insert(secret, "[1;31m"),
                secret -> insert(secret, "**"),
                secret -> insert(secret, "`"),
                secret -> insert(secret, "\n+"),
                secret -> insert(secret, "\n  12: "),
                secret -> encode(secret, character -> "\\u{" + Integer.toHexString(character) + "}"),
                secret -> HexFormat.ofDelimiter(":").formatHex(secret.getBytes(StandardCharsets.UTF_8)),
                secret -> Base64.getEncoder()
                        .encodeToString(("x".repeat(random.nextInt(5)) + secret).getBytes(StandardCharsets.UTF_16LE)),
                secret -> insert(secret, "\" + \""),
                secret -> insert(secret, "=\n"),
                secret -> Base64.getEncoder()
                        .encodeToString(("x".repeat(random.nextInt(5)) + secret).getBytes(StandardCharsets.UTF_8)),
                secret -> Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((secret + "\u00ff\u00fe").getBytes(StandardCharsets.UTF_8)),
                secret -> insert(
                        Base64.getMimeEncoder(20, new byte[] {'\n'})
                                .encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
                        "\\n"));
    }

    private String insert(String secret, String separator) {
        StringBuilder split = new StringBuilder(secret);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            split.insert(1 + random.nextInt(split.length() - 1), separator);
        }
        return split.toString().contains(separator) ? evenly(secret, separator) : secret;
    }

    private String evenly(String secret, String separator) {
        int step = 1 + random.nextInt(8);
        StringBuilder split = new StringBuilder();
        for (int i = 0; i < secret.length(); i++) {
            split.append(i > 0 && i % step == 0 ? separator : "").append(secret.charAt(i));
        }
        return split.toString();
    }

    private String encode(String secret, java.util.function.Function<Character, String> encoding) {
        StringBuilder encoded = new StringBuilder();
        for (char character : secret.toCharArray()) {
            encoded.append(random.nextInt(3) == 0 ? encoding.apply(character) : String.valueOf(character));
        }
        return encoded.toString();
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(random.nextInt(8) == 0 ? 600 : 24);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        if (random.nextInt(6) == 0) {
            text.insert(random.nextInt(text.length()), "z".repeat(1_900 + random.nextInt(200)));
        }
        return text.toString();
    }

    private JsonNode randomJson(int depth) {
        int kind = random.nextInt(depth > 4 ? 6 : 10);
        if (kind < 4) {
            return NODES.stringNode(randomText());
        }
        if (kind == 4) {
            return NODES.numberNode(random.nextLong());
        }
        if (kind == 5) {
            return random.nextBoolean() ? NODES.nullNode() : NODES.booleanNode(true);
        }
        int size = random.nextInt(random.nextInt(5) == 0 ? 40 : 6);
        if (kind < 8) {
            ArrayNode list = NODES.arrayNode();
            for (int i = 0; i < size; i++) {
                list.add(randomJson(depth + 1));
            }
            return list;
        }
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < size; i++) {
            String name = random.nextBoolean() ? randomText() : PIECES.get(random.nextInt(PIECES.size()));
            object.set(name, randomJson(depth + 1));
        }
        return object;
    }

    private static void assertSame(String again, String once, String input) {
        if (!again.equals(once)) {
            int at = 0;
            while (at < Math.min(again.length(), once.length()) && again.charAt(at) == once.charAt(at)) {
                at++;
            }
            int from = Math.max(0, at - 80);
            fail(
                    "twice: %s\nonce: %s\n%s",
                    quote(again.substring(from, Math.min(again.length(), at + 80))),
                    quote(once.substring(from, Math.min(once.length(), at + 80))),
                    quote(input));
        }
    }

    private static void assertWithinLimits(JsonNode node, int depth, JsonNode input) {
        if (node.isString()) {
            assertSafe(node.asString(), input.toString());
        }
        if (node.isContainer()) {
            assertThat(depth).isLessThanOrEqualTo(3);
            assertThat(node.size()).isLessThanOrEqualTo(25);
            node.forEach(item -> assertWithinLimits(item, depth + 1, input));
            node.propertyNames().forEach(name -> assertSafe(name, input.toString()));
        }
    }

    private static void assertSafe(String output, String input) {
        assertThat(output.length()).as(() -> quote(input)).isLessThanOrEqualTo(2_000);
        assertThat(output).as(() -> quote(input)).doesNotContain(OWN);
        output.codePoints()
                .filter(codePoint -> !isVisible(codePoint))
                .findFirst()
                .ifPresent(hidden -> fail("U+%04X in %s", hidden, quote(input)));
    }

    /** By Unicode's categories, not by the program's own table. */
    private static boolean isVisible(int codePoint) {
        boolean isAllowed = codePoint == '\n'
                || codePoint == '\t'
                || codePoint == 0x200d
                || codePoint == 0xfe0e
                || codePoint == 0xfe0f;
        return isAllowed
                || switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> codePoint != 0x3164 && (codePoint & 0xfffe) != 0xfffe;
                };
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length;
    }

    private static String quote(String text) {
        String shown = text.length() > 600 ? text.substring(0, 600) + "… " + text.length() : text;
        StringBuilder quoted = new StringBuilder("seed " + SEED + ": ");
        shown.chars()
                .forEach(c ->
                        quoted.append(c >= ' ' && c < 127 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return quoted.toString();
    }
}
