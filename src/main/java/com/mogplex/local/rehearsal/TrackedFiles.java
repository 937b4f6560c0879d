package com.mogplex.local.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files that git tracks in this folder, links and submodules left out. */
final class TrackedFiles {
    private static final String REGULAR = "100";

    private TrackedFiles() {}

    static List<String> list() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-c", "core.quotePath=false", "ls-files", "-z", "--stage")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) {
            throw new IOException("git ls-files failed");
        }
        List<String> files = new ArrayList<>();
        for (String entry : output.split("\0", -1)) {
            // "100644 <hash> <stage>\t<path>"
            if (entry.startsWith(REGULAR)) {
                files.add(entry.substring(entry.indexOf('\t') + 1));
            }
        }
        return files;
    }
}
