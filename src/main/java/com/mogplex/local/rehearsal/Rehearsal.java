package com.mogplex.local.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The harness of a machine that has no agent. It calls no model, says so, and tidies the text files that git tracks in
 * its folder: white space at line ends (except in Markdown, where it means something), the newline at the end of the
 * file, empty lines behind it.
 *
 * <p>It runs as a process of its own and uses nothing but the JDK, so that it starts fast. A prompt with the words
 * {@code wait 20s} makes it wait first, 600 seconds at most, so that there is something to cancel. {@value #PACE} sets
 * the pause between two files, in milliseconds.
 */
public final class Rehearsal {
    private static final String PACE = "MOGPLEX_REHEARSAL_PACE_MS";
    private static final long DEFAULT_PACE_MILLIS = 150;
    private static final long MAX_PACE_MILLIS = 60_000;
    private static final long MAX_FILE_BYTES = 1024 * 1024;
    private static final int MAX_WAIT_SECONDS = 600;
    private static final Pattern WAIT = Pattern.compile("\\bwait (\\d{1,9})\\s?s\\b", Pattern.CASE_INSENSITIVE);

    private final EventWriter events;
    private final long paceMillis;
    private int seen;
    private int changed;

    private Rehearsal(EventWriter events, long paceMillis) {
        this.events = events;
        this.paceMillis = paceMillis;
    }

    /** Reads the prompt from standard input and tidies the folder that it is started in. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            String prompt = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            new Rehearsal(new EventWriter(System.out), pace()).run(prompt);
        } catch (IOException e) {
            System.err.println("the rehearsal stopped: " + complaint(e));
            System.exit(1);
        }
    }

    private static String complaint(IOException problem) {
        return problem instanceof FileSystemException file
                ? "cannot read or write " + file.getFile()
                : String.valueOf(problem.getMessage());
    }

    private void run(String prompt) throws IOException, InterruptedException {
        events.say("This is a rehearsal: no model is called. It tidies the text files that git tracks, whatever the"
                + " prompt asks for.");
        waitAsAsked(prompt);
        for (String path : TrackedFiles.list()) {
            tidy(path);
        }
        events.say("Looked at " + count(seen, "text file") + " and tidied " + changed + ".");
    }

    private void waitAsAsked(String prompt) throws InterruptedException {
        Matcher wait = WAIT.matcher(prompt);
        if (wait.find()) {
            int seconds = Math.min(MAX_WAIT_SECONDS, Integer.parseInt(wait.group(1)));
            events.say("Waiting " + count(seconds, "second") + ", as the prompt asks; cancel the run to end this.");
            Thread.sleep(seconds * 1000L);
        }
    }

    private void tidy(String name) throws IOException, InterruptedException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            // A name that is no UTF-8. Nobody asked for this file by name.
            return;
        }
        if (!isSmallRegularFile(path) || isPatch(name)) {
            return;
        }
        byte[] text = Files.readAllBytes(path);
        if (isBinary(text)) {
            return;
        }
        seen++;
        Tidying tidying = Tidying.of(name, text);
        if (tidying.summary().isEmpty()) {
            return;
        }
        Thread.sleep(paceMillis);
        events.tool("tool_call", "Tidying " + name, Map.of("path", name));
        Files.write(path, tidying.bytes());
        changed++;
        events.tool(
                "tool_result",
                tidying.summary(),
                Map.of("path", name, "linesTrimmed", tidying.trimmedLines(), "linesRemoved", tidying.removedLines()));
    }

    private static boolean isSmallRegularFile(Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) <= MAX_FILE_BYTES;
    }

    /** In a patch, white space at a line's end belongs to somebody else's file. */
    private static boolean isPatch(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".patch") || lower.endsWith(".diff");
    }

    /** As git tells: text has no zero byte. */
    private static boolean isBinary(byte[] bytes) {
        for (byte value : bytes) {
            if (value == 0) {
                return true;
            }
        }
        return false;
    }

    private static long pace() {
        String text = System.getenv(PACE);
        return text != null && text.matches("\\d{1,6}")
                ? Math.min(MAX_PACE_MILLIS, Long.parseLong(text))
                : DEFAULT_PACE_MILLIS;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
