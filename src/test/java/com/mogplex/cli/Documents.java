package com.mogplex.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The v1 documents, as they were published. What a test takes from them it takes by the words around it. */
final class Documents {
    private Documents() {}

    static String headlessRuns() {
        return read("headless-runs.txt");
    }

    static String automation() {
        return read("automation.txt");
    }

    static String runsApi() {
        return read("runs-api.txt");
    }

    static String continuousIntegration() {
        return read("ci-integration.txt");
    }

    static String platformHeadlessRuns() {
        return read("platform-headless-runs.txt");
    }

    /** What stands between two texts, the second one searched for after the first. */
    static String between(String document, String before, String after) {
        int start = document.indexOf(before);
        if (start < 0) {
            throw new AssertionError("the document does not say: " + before);
        }
        start += before.length();
        int end = document.indexOf(after, start);
        if (end < 0) {
            throw new AssertionError("the document does not say, afterwards: " + after);
        }
        return document.substring(start, end);
    }

    /** The first fenced block after a text. */
    static String blockAfter(String document, String text) {
        int position = document.indexOf(text);
        if (position < 0) {
            throw new AssertionError("the document does not say: " + text);
        }
        String rest = document.substring(position);
        String fromFence = rest.substring(rest.indexOf("```"));
        return between(fromFence.substring(fromFence.indexOf('\n')), "\n", "```");
    }

    /** The rows of the first table after a text, without its head. */
    static List<String> blockOfTable(String document, String text) {
        return document.substring(document.indexOf(text))
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    private static String read(String name) {
        try (InputStream stream = Documents.class.getResourceAsStream("/documents/" + name)) {
            if (stream == null) {
                throw new AssertionError("no such document: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
