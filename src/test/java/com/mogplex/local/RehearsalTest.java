package com.mogplex.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness of a machine without an agent, from a start over HTTP to the commit. */
class RehearsalTest {
    @TempDir
    Path folder;

    @Test
    void itSaysThatItCallsNoModelTidiesAndSumsUp() {
        TestRepo.create(folder.resolve("repo"))
                .write("untidy.txt", "a  \nb")
                .write("tidy.txt", "a\n")
                .commitAll("Files");
        try (Served served = Served.with(folder, options -> options)) {
            String runId = served.runTo("success", "Refactor everything", "harness", "claude-code");

            String branch = served.branchOf(runId);
            String commit = served.repo.git("rev-parse", "--short", branch);
            assertThat(served.api.messages(runId))
                    .containsExactly(
                            "stream_started: Agent started",
                            "assistant_message: This is a rehearsal: no model is called. It tidies the text files that"
                                    + " git tracks, whatever the prompt asks for.",
                            "tool_call: Tidying untidy.txt",
                            "tool_result: 1 line trimmed, final newline added",
                            "assistant_message: Looked at 3 text files and tidied 1.",
                            "log: Committed " + commit + " on " + branch + ": 1 file changed",
                            "finished: Agent finished");
            assertThat(served.repo.git("cat-file", "-s", branch + ":untidy.txt"))
                    .isEqualTo("4");
        }
    }

    @Test
    void whatIsNoSmallTextIsLeftAlone() throws Exception {
        byte[] large = new byte[1024 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');
        TestRepo repo = TestRepo.create(folder.resolve("repo"))
                .write("binary", new byte[] {'a', ' ', '\n', 0})
                .write("large.txt", large)
                .write("some.patch", "-a \n ");
        Files.createSymbolicLink(repo.path().resolve("link"), Path.of("../outside.txt"));
        repo.commitAll("Files");
        Path outside = Files.writeString(folder.resolve("outside.txt"), "a  ");
        try (Served served = Served.with(folder, options -> options)) {
            String runId = served.runTo("success", "Tidy");

            assertThat(served.api.messages(runId))
                    .contains("assistant_message: Looked at 1 text file and tidied 0.", "log: No changes");
            assertThat(outside).hasContent("a  ");
        }
    }

    @Test
    void aPromptCanMakeItWaitSoThatItCanBeCancelled() {
        try (Served served = Served.with(folder, options -> options)) {
            String runId = served.start("Please wait 300s and tidy");
            served.api.awaitMessage(runId, "Waiting 300 seconds");

            served.api.post("runs/" + runId + "/cancel").data();

            served.api.awaitStatus(runId, "cancelled");
        }
    }

    @Test
    void itWaitsAtMostTenMinutes() {
        try (Served served = Served.with(folder, options -> options)) {
            String runId = served.start("wait 99999s");

            served.api.awaitMessage(runId, "Waiting 600 seconds");
        }
    }
}
