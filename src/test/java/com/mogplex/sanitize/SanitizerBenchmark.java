package com.mogplex.sanitize;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows that time is linear in the input: megacharacters a second for 1, 5 and 20 million characters of ordinary and of
 * hostile text, through the whole sanitizer and through the scanner alone (the sanitizer looks little further than the
 * bound). Run by hand; no test.
 */
final class SanitizerBenchmark {
    private static final String OWN = "mog_" + "Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4f";
    private static final int MILLION = 1_000_000;

    private SanitizerBenchmark() {}

    /** Prints one line for each kind of text. */
    public static void main(String[] arguments) {
        ordinaryMessage();
        if (arguments.length > 0) {
            return;
        }
        System.out.printf("%-28s %30s   %30s%n", "Mchar/s at 1, 5, 20 Mchar", "sanitizer", "scanner alone");
        patterns().forEach((name, pattern) -> {
            measure(pattern, MILLION);
            System.out.printf(
                    "%-28s %s%n",
                    name, measure(pattern, MILLION) + measure(pattern, 5 * MILLION) + measure(pattern, 20 * MILLION));
        });
    }

    private static void ordinaryMessage() {
        String message = """
                The tests of src/auth/token.test.ts fail: expected 401 to equal 200. I will look at the middleware first.
                @@ -12,7 +12,9 @@ export function auth(request: Request) {
                -  const session = cookies.get("session");
                +  const header = request.headers.get("authorization");
                Switched the auth module to bearer tokens; 3 files changed, 42 insertions(+), 7 deletions(-).
                """.repeat(6).substring(0, 2_000);
        Sanitizer sanitizer = Sanitizer.knowing(List.of(OWN));
        long nanos = 0;
        int rounds = 20_000;
        for (int round = 0; round < 3; round++) {
            long start = cpuNanos();
            for (int i = 0; i < rounds; i++) {
                sanitizer.text(message, new Tally());
            }
            nanos = cpuNanos() - start;
        }
        System.out.printf("an ordinary message of 2 000 characters: %.1f µs%n", nanos / 1_000.0 / rounds);
    }

    private static String measure(String pattern, int length) {
        String text = pattern.repeat(length / pattern.length() + 1).substring(0, length);
        Sanitizer sanitizer = Sanitizer.knowing(List.of(OWN));
        SecretScanner scanner = new SecretScanner(new OwnSecrets(List.of(OWN)));
        return String.format(
                " %8.1f /%6.1f",
                speed(length, () -> sanitizer.text(text, new Tally())),
                speed(length, () -> scanner.redact(text, new Tally())));
    }

    private static double speed(int length, Runnable work) {
        long start = cpuNanos();
        work.run();
        return length * 1_000.0 / (cpuNanos() - start);
    }

    /** Of this thread alone, so that a busy machine tells the same. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Map<String, String> patterns() {
        Map<String, String> patterns = new LinkedHashMap<>();
        patterns.put("ordinary", String.join("\n", TestText.lines("harmless.txt")) + "\n");
        for (String hostile : List.of(
                "a",
                "eyJ",
                "eyJaaaaaaaaaa.",
                "-----BEGIN ",
                "-----BEGIN " + "RSA PRIVATE KEY-----",
                "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA0Z3VS5\n",
                "https://a:",
                "https://a:b@",
                "password=",
                " password= ",
                "password:\"",
                "token='",
                "--password ",
                "password: a\n",
                "password = a\n",
                ";password=a b",
                "name: password\nvalue: ",
                "f('password', '",
                "<a>x</password>",
                "PASSWORD=\"\n",
                "curl -u ",
                "curl \\\n",
                "mysql -pa:",
                "machine a password ",
                "A\n-----END " + "RSA PRIVATE KEY-----\n",
                "[31m",
                "${A}",
                String.join("${EMPTY}", OWN.substring(4).split("")),
                OWN.substring(4, 30) + OWN.substring(4, 20),
                "ghp_",
                "xoxb-",
                "sk-",
                "Bearer a",
                "Cookie: a=",
                "Authorization: ",
                "<",
                "<a",
                "&#",
                "\\u",
                "%25",
                "\u001b]",
                "\u009d",
                "\u200b",
                "\r",
                "[redacted]",
                OWN,
                OWN.substring(0, OWN.length() - 1),
                "bW9nX0FiM2RFZjZoSWo5bE1uMnBRcjV0VXY4eFl6MWJDZD")) {
            patterns.put(
                    hostile.codePoints()
                            .collect(
                                    StringBuilder::new,
                                    (quoted, c) -> {
                                        if (c > ' ' && c < 127) {
                                            quoted.appendCodePoint(c);
                                        } else {
                                            quoted.append(String.format("\\u%04x", c));
                                        }
                                    },
                                    StringBuilder::append)
                            .toString(),
                    hostile);
        }
        return patterns;
    }
}
