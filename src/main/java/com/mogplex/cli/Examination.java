package com.mogplex.cli;

import com.mogplex.cli.terminal.Shell;
import com.mogplex.client.Credential;
import com.mogplex.client.Deadline;
import com.mogplex.client.MogplexApi;
import com.mogplex.client.MogplexException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at everything that a run needs, in the order in which it needs it. */
final class Examination {
    private static final String DEFAULT_URL = "https://www.mogplex.com";
    private static final int PROBE_MILLISECONDS = 5000;
    /** A certificate or a token's end may be misjudged by a clock that is further off. */
    private static final Duration TOLERATED_SKEW = Duration.ofSeconds(90);

    /** An examination says that the API is busy; it does not wait until it is not. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Context context;
    private final Shell shell;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Context context) {
        this.context = context;
        this.shell = context.shell();
    }

    List<Finding> findings() {
        findings.add(java());
        findings.add(launcher());
        findings.add(classArchive());
        Finding url = baseUrl();
        Finding token = token();
        findings.add(url);
        findings.add(token);
        if (url.level() == Finding.Level.ok) {
            findings.add(clock());
        }
        if (url.level() == Finding.Level.ok && token.level() == Finding.Level.ok) {
            findings.add(api());
        }
        findings.add(program("git", "git", "install git: local runs work in its worktrees"));
        findings.add(program("codex", "codex", "only needed when `mogplex serve` is to run codex here"));
        findings.add(program("claude-code", "claude", "only needed when `mogplex serve` is to run claude-code here"));
        return List.copyOf(findings);
    }

    private static Finding java() {
        return Finding.ok("java", System.getProperty("java.vm.name", "?") + " " + Runtime.version());
    }

    /** The launcher names itself in this property. */
    private static Finding launcher() {
        String launcher = System.getProperty("mogplex.launcher", "");
        return launcher.isEmpty()
                ? Finding.warning("launcher", "not used", "start through bin/mogplex, which picks a suitable Java")
                : Finding.ok("launcher", launcher);
    }

    private static Finding classArchive() {
        Pattern archive = Pattern.compile("-XX:(?:SharedArchiveFile|AOTCache)=(.*)");
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .map(archive::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(match -> exists(match.group(1))
                        ? Finding.ok("class archive", match.group(1))
                        : Finding.warning(
                                "class archive", match.group(1) + " is not there yet", "it only makes starting slower"))
                .orElseGet(() -> Finding.warning(
                        "class archive",
                        "none in use",
                        "start through bin/mogplex, which makes one: it starts faster"));
    }

    private static boolean exists(String file) {
        return Files.isRegularFile(Path.of(file));
    }

    private Finding baseUrl() {
        try {
            MogplexApi.of(shell.environment()).close();
            return Finding.ok("base URL", address() + " (" + source() + ")");
        } catch (MogplexException refused) {
            return Finding.failure(
                    "base URL", String.valueOf(refused.getMessage()), refused.suggestion(), refused.exitCode());
        }
    }

    private String address() {
        String url = shell.variable("MOGPLEX_URL");
        return url.isBlank() ? DEFAULT_URL : url;
    }

    private String source() {
        return shell.variable("MOGPLEX_URL").isBlank() ? "the default" : "MOGPLEX_URL";
    }

    private Finding token() {
        try {
            return Finding.ok("token", Credential.of(shell.environment()).toString());
        } catch (MogplexException none) {
            return Finding.failure("token", String.valueOf(none.getMessage()), none.suggestion(), none.exitCode());
        }
    }

    /** By the answer's Date header; sends no token, so any answer will do. */
    private Finding clock() {
        Optional<Instant> theirs = dateOfAnswer();
        if (theirs.isEmpty()) {
            return Finding.warning("clock", "no answer tells the time", "see the api line");
        }
        Duration skew = Duration.between(theirs.get(), Instant.now());
        return skew.abs().compareTo(TOLERATED_SKEW) <= 0
                ? Finding.ok("clock", "agrees with the API's")
                : Finding.warning(
                        "clock",
                        "is " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                                + " the API's",
                        "set this machine's clock");
    }

    private Optional<Instant> dateOfAnswer() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address()).toURL().openConnection();
            connection.setRequestMethod("HEAD");
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(PROBE_MILLISECONDS);
            connection.setReadTimeout(PROBE_MILLISECONDS);
            long date = connection.getHeaderFieldDate("Date", 0);
            connection.disconnect();
            return date == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date));
        } catch (IOException | IllegalArgumentException noAnswer) {
            return Optional.empty();
        }
    }

    /** Whether the API answers, takes the token, and grants it the read scope. */
    private Finding api() {
        try {
            context.client(unheard -> {}).listRepos(null, 1, Deadline.in(PATIENCE));
            return Finding.ok("api", "answers; the token may read");
        } catch (MogplexException failure) {
            return Finding.failure(
                    "api", failure.code() + ": " + failure.getMessage(), failure.suggestion(), failure.exitCode());
        }
    }

    private Finding program(String check, String program, String advice) {
        return onPath(program)
                .map(path -> Finding.ok(check, path.toString()))
                .orElseGet(() -> Finding.warning(check, "there is no `" + program + "` on the PATH", advice));
    }

    private Optional<Path> onPath(String program) {
        for (String folder : shell.variable("PATH").split(File.pathSeparator, -1)) {
            try {
                Path candidate = Path.of(folder, program);
                if (!folder.isEmpty() && Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                    return Optional.of(candidate);
                }
            } catch (InvalidPathException notAFolder) {
                // The PATH may hold anything; the next folder may be one.
            }
        }
        return Optional.empty();
    }
}
