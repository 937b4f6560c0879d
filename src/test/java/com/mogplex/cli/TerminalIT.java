package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mogplex.Snapshot;
import com.mogplex.api.Json;
import com.mogplex.cli.terminal.DisplayWidth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real launcher where a terminal, a pipe or a signal matters. */
@EnabledIf(value = "scriptIsInstalled", disabledReason = "script(1), which makes pseudo-terminals, is not installed")
class TerminalIT {
    private static final String EVENT =
            "{\"id\":\"e%d\",\"type\":\"log\",\"message\":\"line %d\",\"createdAt\":\"2026-05-17T10:14:10.000Z\"}";
    private static final String ROUTE = "GET /runs/r/events";

    @TempDir
    Path folder;

    private ScriptedApi api;
    private Launcher launcher;

    static boolean scriptIsInstalled() {
        return Launcher.isInstalled("script");
    }

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi();
        launcher = Launcher.in(folder).connectedTo(api.url(), ScriptedApi.TOKEN).with("TERM", "xterm-256color");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aTailOnATerminalHasColoursAndALiveStatusThatLeavesNoTrace() throws IOException {
        api.data(ROUTE, page("pending", 0))
                .data(ROUTE, page("streaming", 1))
                .data(ROUTE, page("streaming", 1))
                .data(ROUTE, page("success", 2));

        Launcher.Result result = onTerminal(80, "mogplex runs events r --follow --interval 0.5");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains(" pending", " streaming");
        Snapshot.assertMatches("cli/terminal-follow.snap", screen(result.output()));
    }

    @Test
    void noProgressLeavesTheStatusOut() throws IOException {
        api.data(ROUTE, page("streaming", 1)).data(ROUTE, page("success", 2));

        String output = onTerminal(80, "NO_COLOR=1 mogplex runs events r --follow --interval 0.1 --no-progress")
                .output();

        assertThat(output).doesNotContain("\u001b", "streaming");
    }

    @Test
    void aTableFitsTheTerminal() throws IOException {
        String repos = IntStream.range(0, 3)
                .mapToObj(number -> "{\"id\":\"8f3a2b1c-1234-4abc-9def-12345678900%d\",\"full_name\":\"acme/%s\"}"
                        .formatted(number, "widgets".repeat(10)))
                .collect(Collectors.joining(","));
        api.data("GET /repos", "{\"repos\":[" + repos + "]}");

        String output = onTerminal(60, "mogplex repos list --color never").output();

        assertThat(output.lines()).hasSize(4).allMatch(line -> DisplayWidth.of(line) <= 60);
        assertThat(output).contains("…");
    }

    @Test
    void aPipeGetsNeitherColoursNorCuts() throws IOException {
        api.data("GET /repos", "{\"repos\":[{\"id\":\"i\",\"full_name\":\"acme/" + "w".repeat(200) + "\"}]}");

        assertThat(onTerminal(60, "mogplex repos list | cat").output())
                .contains("w".repeat(200))
                .doesNotContain("\u001b");
    }

    @Test
    void controlCEndsATailQuietlyWith130() throws IOException {
        api.data(ROUTE, page("streaming", 1));
        Process terminal = launcher.start("script", "-qec", "mogplex runs events r --follow", "/dev/null");
        StringBuffer seen = new StringBuffer();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> copy(terminal.getInputStream(), seen));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> seen.indexOf("line 1") >= 0 && seen.indexOf("streaming") >= 0);

        Launcher.type(terminal, "\u0003");

        assertThat(Launcher.await(terminal)).isEqualTo(130);
        reading.join();
        assertThat(screen(seen.toString())).doesNotContain("error", "streaming", "Exception");
    }

    @Test
    void aReaderThatHasSeenEnoughEndsATailQuietly() throws IOException {
        api.data(ROUTE, page("streaming", 1)).data(ROUTE, page("streaming", 2)).data(ROUTE, page("success", 3));

        Launcher.Result result =
                launcher.bash("mogplex runs events r --follow --interval 0.5 | head -1; echo \"${PIPESTATUS[0]}\"");

        assertThat(result.output()).isEqualTo("2026-05-17T10:14:10.000Z  log             line 1\n141\n");
        assertThat(result.error()).isEmpty();
    }

    @Test
    void aTokenIsReadWithoutEcho() throws IOException {
        Process terminal = launcher.start("script", "-qec", "mogplex login", "/dev/null");
        StringBuffer seen = new StringBuffer();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> copy(terminal.getInputStream(), seen));
        await().atMost(Duration.ofSeconds(60)).until(() -> seen.indexOf("Token from") >= 0);

        Launcher.type(terminal, ScriptedApi.TOKEN + "\r");

        assertThat(Launcher.await(terminal)).isZero();
        reading.join();
        assertThat(seen.toString()).doesNotContain(ScriptedApi.TOKEN);
        assertThat(Files.readString(folder.resolve(".mogplex").resolve("auth.json")))
                .contains(ScriptedApi.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-c", "SIGTERM", "control-z, control-c"})
    void howeverTheQuestionForATokenEndsTheTerminalShowsAgainWhatIsTyped(String end) throws IOException {
        Process terminal = launcher.start(
                "script", "-qec", "trap : INT; stty susp '^P'; mogplex login; echo \"ended $?\"; stty -a", "/dev/null");
        StringBuffer seen = new StringBuffer();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> copy(terminal.getInputStream(), seen));
        await().atMost(Duration.ofSeconds(60)).until(() -> seen.indexOf("Token from") >= 0);

        if (end.equals("SIGTERM")) {
            terminal.descendants().filter(TerminalIT::isJava).forEach(ProcessHandle::destroy);
        } else {
            Launcher.type(terminal, end.contains("control-z") ? "\u0010\u0003" : "\u0003");
        }

        Launcher.await(terminal);
        reading.join();
        assertThat(seen.toString()).contains("ended " + (end.equals("SIGTERM") ? 143 : 130));
        assertThat(seen.substring(seen.indexOf("ended")))
                .contains("susp = ^P;")
                .containsPattern("\\secho\\s")
                .doesNotContain("-echo ");
    }

    @Test
    void aTailThatIsToldToEndEndsQuietlyWith143() throws IOException {
        api.data(ROUTE, page("streaming", 1));
        Process terminal =
                launcher.start("script", "-qec", "mogplex runs events r --follow; echo ended $?", "/dev/null");
        StringBuffer seen = new StringBuffer();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> copy(terminal.getInputStream(), seen));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> seen.indexOf("line 1") >= 0 && seen.indexOf("streaming") >= 0);

        terminal.descendants().filter(TerminalIT::isJava).forEach(ProcessHandle::destroy);

        Launcher.await(terminal);
        reading.join();
        assertThat(screen(seen.toString())).endsWith("ended 143\n").doesNotContain("error", "streaming", "Exception");
    }

    @Test
    void whatMayComeInTheMiddleOfATailIsWaitedOut() throws IOException {
        api.data(ROUTE, page("streaming", 1))
                .answer(ROUTE, comingBack(429))
                .answer(ROUTE, comingBack(503))
                .answer(ROUTE, comingBack(500))
                .answer(
                        ROUTE,
                        new MockResponse.Builder()
                                .onResponseStart(new SocketEffect.CloseSocket())
                                .build())
                .data(ROUTE, page("streaming", 2))
                .answer(
                        ROUTE,
                        ScriptedApi.response(200, "{\"ok\":true,\"data\":" + page("success", 3) + "}")
                                .onResponseBody(new SocketEffect.CloseSocket())
                                .build())
                .data(ROUTE, page("success", 3));

        Launcher.Result result = launcher.bash("mogplex runs events r --follow --interval 0.1 --timeout 60");

        assertThat(result.exitCode()).as(result.error()).isZero();
        assertThat(result.output()).isEqualTo("""
                2026-05-17T10:14:10.000Z  log             line 1
                2026-05-17T10:14:10.000Z  log             line 2
                2026-05-17T10:14:10.000Z  log             line 3
                --- run r success ---
                """);
        assertThat(result.error()).doesNotContain("error");
    }

    @Test
    void aTailThatWasKilledIsResumed() throws IOException {
        api.data(ROUTE, page("streaming", 2));
        Process killed =
                launcher.start(launcher.program("mogplex").toString(), "runs", "events", "r", "--follow", "--json");
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
            lines.readLine();
            last = Json.mapper().readTree(lines.readLine()).path("id").asString();
            killed.destroyForcibly();
        }
        Launcher.await(killed);
        api.data(ROUTE, page("success", 4));

        Launcher.Result resumed = launcher.bash("mogplex runs events r --follow --after " + last);

        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.output()).isEqualTo("""
                2026-05-17T10:14:10.000Z  log             line 3
                2026-05-17T10:14:10.000Z  log             line 4
                --- run r success ---
                """);
    }

    @Test
    void aTerminalOf40ColumnsIsEnough() throws IOException {
        api.data(
                        "GET /repos",
                        "{\"repos\":[{\"id\":\"r1\",\"full_name\":\"acme/漢字漢字漢字漢字漢字漢字漢字漢字e\u0301\",\"default_branch\":\"main\"}]}")
                .data(ROUTE, page("streaming", 1))
                .data(ROUTE, page("success", 1));

        String table = onTerminal(30, "mogplex repos list --color never").output();
        String tail =
                onTerminal(40, "mogplex runs events r --follow --interval 0.3").output();

        assertThat(table.lines()).hasSize(2).allMatch(line -> DisplayWidth.of(line) <= 30);
        assertThat(table).contains("…", "main");
        assertThat(Arrays.stream(tail.split("\r\u001b\\[K"))
                        .filter(part -> part.contains(" streaming") && !part.contains("line")))
                .isNotEmpty()
                .allMatch(part -> DisplayWidth.of(part) < 40);
    }

    @Test
    void aTerminalThatUnderstandsNothingGetsPlainText() throws IOException {
        api.data(ROUTE, page("streaming", 1)).data(ROUTE, page("success", 2));

        String dumb = onTerminal(80, "TERM=dumb mogplex runs events r --follow --interval 0.1")
                .output();

        assertThat(dumb).doesNotContain("\u001b").contains("--- run r success ---");
    }

    @Test
    void colourIsAsAskedFor() throws IOException {
        api.data(ROUTE, page("success", 1));

        assertThat(onTerminal(80, "mogplex runs events r").output()).contains("\u001b[");
        assertThat(onTerminal(80, "mogplex runs events r --color never").output())
                .doesNotContain("\u001b");
        assertThat(onTerminal(80, "NO_COLOR=1 mogplex runs events r").output()).doesNotContain("\u001b");
        assertThat(onTerminal(80, "NO_COLOR=1 mogplex runs events r --color always")
                        .output())
                .contains("\u001b[");
        assertThat(onTerminal(80, "mogplex runs events r | cat").output()).doesNotContain("\u001b");
        assertThat(onTerminal(80, "mogplex runs events r --color=always | cat").output())
                .contains("\u001b[");
    }

    @Test
    void quietLeavesOnlyData() throws IOException {
        api.data(ROUTE, page("streaming", 1)).data(ROUTE, page("success", 1));

        assertThat(onTerminal(80, "mogplex runs events r --follow --interval 0.1 --quiet --color never")
                        .output())
                .isEqualTo("2026-05-17T10:14:10.000Z  log             line 1\r\n--- run r success ---\r\n");
    }

    @Test
    void wordsBehindTwoDashesAreTheCommand() throws IOException {
        api.data("GET /runs/r", "{\"run\":{\"runId\":\"r\",\"status\":\"success\"}}");

        assertThat(launcher.bash("mogplex -- runs get r").output()).startsWith("run     r\n");
        assertThat(launcher.bash("mogplex help mcp; mogplex mcp --help").output())
                .startsWith("Usage: mogplex mcp ")
                .satisfies(twice -> assertThat(twice.substring(twice.length() / 2))
                        .isEqualTo(twice.substring(0, twice.length() / 2)));
        assertThat(launcher.bash("mogplex --log-level loud runs get r").error())
                .hasLineCount(2)
                .contains("usage: ");
    }

    private static MockResponse comingBack(int status) {
        String code = status == 429 ? "RATE_LIMITED" : status == 503 ? "SERVICE_UNAVAILABLE" : "INTERNAL_ERROR";
        return ScriptedApi.response(status, "{\"ok\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\"x\"}}")
                .setHeader("Retry-After", "1")
                .build();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/java"))
                .isPresent();
    }

    private Launcher.Result onTerminal(int columns, String command) throws IOException {
        Process terminal = launcher.start("script", "-qec", "stty cols " + columns + "; " + command, "/dev/null");
        String output = Launcher.text(terminal.getInputStream());
        return new Launcher.Result(Launcher.await(terminal), output, "");
    }

    private static void copy(InputStream stream, StringBuffer seen) {
        byte[] chunk = new byte[1024];
        try (stream) {
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                seen.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // A pseudo-terminal ends this way.
        }
    }

    /** What stays on the screen: a line that was erased is gone. Colours stay, visibly. */
    private static String screen(String output) {
        return Arrays.stream(output.replace("\r\n", "\n").split("\n"))
                .map(line -> line.substring(Math.max(0, line.lastIndexOf("\r\u001b[K"))))
                .map(line -> line.replace("\r\u001b[K", "").replace("\u001b", "␛") + "\n")
                .collect(Collectors.joining());
    }

    private static String page(String status, int events) {
        String all = IntStream.rangeClosed(1, events)
                .mapToObj(number -> EVENT.formatted(number, number))
                .collect(Collectors.joining(","));
        return "{\"run\":{\"runId\":\"r\",\"status\":\"" + status + "\"},\"events\":[" + all + "]}";
    }
}
