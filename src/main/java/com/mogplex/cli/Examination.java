package com.mogplex.cli;

import com.mogplex.cli.terminal.Shell;
import com.mogplex.client.Credential;
import com.mogplex.client.Deadline;
import com.mogplex.client.MogplexApi;
import com.mogplex.client.MogplexException;
import java.io.File;
import java.lang.management.ManagementFactory;
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
    private static final Duration PROBE_TIME = Duration.ofSeconds(10);
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
        findings.add(baseUrl());
        Optional<Credential> token = token();
        api().ifPresent(api -> {
            if (answers(api)) {
                token.ifPresent(known -> findings.add(scopes(api, known)));
            }
        });
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
                        "starting only takes longer; bin/mogplex makes one when it builds"));
    }

    private static boolean exists(String file) {
        return Files.isRegularFile(Path.of(file));
    }

    private Finding baseUrl() {
        try {
            context.api();
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

    /** What requests will carry. */
    private Optional<Credential> token() {
        List<String> warnings = new ArrayList<>();
        try {
            Credential credential = Credential.of(shell.environment(), warnings::add);
            findings.add(
                    warnings.isEmpty()
                            ? Finding.ok("token", credential.toString())
                            : Finding.warning(
                                    "token", credential + ", open to other users", "chmod 600 " + credential.source()));
            return Optional.of(credential);
        } catch (MogplexException none) {
            findings.add(
                    Finding.failure("token", String.valueOf(none.getMessage()), none.suggestion(), none.exitCode()));
            return Optional.empty();
        }
    }

    private Optional<MogplexApi> api() {
        try {
            return Optional.of(context.api());
        } catch (MogplexException refused) {
            // Said in the base URL's line.
            return Optional.empty();
        }
    }

    /** Sends no token, so whatever answers will do. */
    private boolean answers(MogplexApi api) {
        try {
            Optional<Instant> time = api.timeThere(PROBE_TIME);
            findings.add(Finding.ok("api", "answers"));
            findings.add(time.map(Examination::clock)
                    .orElseGet(() -> Finding.ok("clock", "not compared: the API's answer tells no time")));
            return true;
        } catch (MogplexException unreachable) {
            findings.add(failure("api", unreachable));
            return false;
        }
    }

    private static Finding clock(Instant theirs) {
        Duration skew = Duration.between(theirs, Instant.now());
        return skew.abs().compareTo(TOLERATED_SKEW) <= 0
                ? Finding.ok("clock", "agrees with the API's")
                : Finding.warning(
                        "clock",
                        "is " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                                + " the API's",
                        "set this machine's clock");
    }

    /** Whether the token is taken and has the read scope; nothing but a start would show the write scope. */
    private static Finding scopes(MogplexApi api, Credential token) {
        try {
            api.as(token).listRepos(null, 1, Deadline.in(PATIENCE));
            return Finding.ok("scopes", "the token may read; whether it may write shows when it starts a run");
        } catch (MogplexException failure) {
            return failure("scopes", failure);
        }
    }

    private static Finding failure(String check, MogplexException failure) {
        return Finding.failure(
                check, failure.code() + ": " + failure.getMessage(), failure.suggestion(), failure.exitCode());
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
