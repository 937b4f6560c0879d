package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunsEventsTest {
    private static final String ROUTE = "GET /runs/run-uuid/events";

    /** The documents' own tail, without its elision. */
    private static final String SAMPLE = Documents.blockAfter(
                    Documents.headlessRuns(), "Pretty output, one event per line:")
            .replace("...\n", "");

    private static final List<String> EVENTS = List.of(
            event("e1", "stream_started", null, "Agent started", "2026-05-17T10:14:10.000Z"),
            event("e2", "tool_call", "edit_file", "Editing src/auth.ts", "2026-05-17T10:14:15.000Z"),
            event("e3", "tool_result", "edit_file", "3 lines changed", "2026-05-17T10:14:22.000Z"),
            event("e4", "assistant_message", null, "Switching to bearer-token middleware", "2026-05-17T10:14:30.000Z"));

    private ScriptedApi api;
    private TestingShell shell;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi();
        shell = TestingShell.connectedTo(api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void followPrintsWhatTheDocumentsShow() {
        api.data(ROUTE, page("streaming", EVENTS.subList(0, 2)))
                .data(ROUTE, page("streaming", EVENTS.subList(0, 3)))
                .data(ROUTE, page("success", EVENTS));

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--interval", "0.1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEqualTo(SAMPLE);
        assertThat(result.error()).isEmpty();
    }

    @Test
    void withoutFollowTheEventsAreListedAndNothingElse() throws Exception {
        api.data(ROUTE, page("streaming", EVENTS));

        TestingShell.Result result = shell.run("runs", "events", "run-uuid");

        assertThat(result.output()).isEqualTo(SAMPLE.substring(0, SAMPLE.indexOf("---")));
        assertThat(api.request().getUrl().queryParameter("limit")).isEqualTo("100");
    }

    @Test
    void aLimitIsPassedOn() throws Exception {
        api.data(ROUTE, page("streaming", EVENTS.subList(0, 2)));

        assertThat(shell.run("runs", "events", "run-uuid", "--limit", "2").outputLines())
                .hasSize(2);
        assertThat(api.request().getUrl().queryParameter("limit")).isEqualTo("2");
    }

    @Test
    void jsonIsOneEventPerLineAndThenTheStatus() {
        api.data(ROUTE, page("success", EVENTS));

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--json");

        assertThat(result.outputLines()).hasSize(5);
        assertThat(result.outputLines().get(0))
                .isEqualTo("{\"id\":\"e1\",\"type\":\"stream_started\",\"toolName\":null,\"message\":\"Agent started\","
                        + "\"payload\":{},\"createdAt\":\"2026-05-17T10:14:10.000Z\"}");
        assertThat(result.outputLines().get(4)).isEqualTo("{\"runId\":\"run-uuid\",\"status\":\"success\"}");
    }

    @Test
    void aRunThatFailedIsATailThatSucceeded() {
        api.data(ROUTE, page("failed", EVENTS));

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).endsWith("--- run run-uuid failed ---\n");
    }

    @Test
    void exitStatusMakesItsFailureTheCommands() {
        api.data(ROUTE, page("failed", EVENTS));
        ScriptedApi succeeding = api;

        TestingShell.Result failed = shell.run("runs", "events", "run-uuid", "--follow", "--exit-status");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output()).endsWith("--- run run-uuid failed ---\n");
        assertThat(failed.errorLines()).containsExactly("error: run run-uuid failed: harness exited with 3");
        assertThat(succeeding.requests()).isPositive();
    }

    @Test
    void exitStatusOfASuccessIsZero() {
        api.data(ROUTE, page("success", EVENTS));

        assertThat(shell.run("runs", "events", "run-uuid", "--follow", "--exit-status")
                        .exitCode())
                .isZero();
    }

    @Test
    void aTimeoutIsToldInTheDocumentsWords() {
        api.data(ROUTE, page("streaming", EVENTS));
        String message = Documents.blockAfter(Documents.headlessRuns(), "Hitting the timeout prints:")
                .replace("600s", "1s");

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--timeout", "1");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.outputLines()).hasSize(4);
        assertThat(result.error()).isEqualTo(message);
    }

    @Test
    void aTimeoutIsOneAlsoWhenTheApiNeverAnswers() {
        api.answer(
                ROUTE,
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--timeout", "1");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).isEqualTo("error: --follow timed out after 1s waiting for terminal status\n");
    }

    @Test
    void aLongPauseInTheMiddleIsTold() {
        api.data(ROUTE, page("streaming", EVENTS))
                .answer(
                        ROUTE,
                        transientError(429)
                                .newBuilder()
                                .setHeader("Retry-After", "5")
                                .build())
                .data(ROUTE, page("success", EVENTS));

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--interval", "0.1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.errorLines()).containsExactly("note: waiting 5 s: RATE_LIMITED: later");
    }

    @Test
    void aTransientErrorInTheMiddleIsWaitedOut() {
        api.data(ROUTE, page("streaming", EVENTS.subList(0, 2)))
                .answer(ROUTE, transientError(429))
                .answer(ROUTE, transientError(503))
                .answer(ROUTE, transientError(500))
                .answer(ROUTE, transientError(500))
                .data(ROUTE, page("success", EVENTS));

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--interval", "0.1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEqualTo(SAMPLE);
    }

    @Test
    void theSameErrorOnTheFirstRequestEndsWithItsExitCode() {
        api.error(ROUTE, 429, "RATE_LIMITED", "Rate limit exceeded. Retry after 60s.");

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow");

        assertThat(result.exitCode()).isEqualTo(75);
        assertThat(result.output()).isEmpty();
    }

    @Test
    void anErrorInTheMiddleThatWillNotPassEndsTheTail() {
        api.data(ROUTE, page("streaming", EVENTS.subList(0, 2))).error(ROUTE, 401, "UNAUTHORIZED", "Unauthorized");

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--interval", "0.1");

        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.outputLines()).hasSize(2);
    }

    @Test
    void aTailResumesAfterAnEvent() {
        api.data(ROUTE, page("success", EVENTS));

        assertThat(shell.run("runs", "events", "run-uuid", "--follow", "--after", "e3")
                        .outputLines())
                .containsExactly(
                        "2026-05-17T10:14:30.000Z  assistant_message  Switching to bearer-token middleware",
                        "--- run run-uuid success ---");
        assertThat(shell.run("runs", "events", "run-uuid", "--after", "e2", "--limit", "1")
                        .outputLines())
                .containsExactly("2026-05-17T10:14:22.000Z  tool_result     tool=edit_file  3 lines changed");
    }

    @Test
    void anUnknownEventToResumeAfterLosesNothing() {
        api.data(ROUTE, page("success", EVENTS));

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--after", "nothing");

        assertThat(result.output()).isEqualTo(SAMPLE);
        assertThat(result.errorLines())
                .containsExactly("note: event nothing is not among this run's events: printing all of them");
    }

    @Test
    void quietLeavesTheNotesOut() {
        api.data(ROUTE, page("success", EVENTS));

        assertThat(shell.run("runs", "events", "run-uuid", "--follow", "--after", "nothing", "--quiet")
                        .error())
                .isEmpty();
    }

    @Test
    void theEndOfWhatTheApiServesIsTold() {
        List<String> all = IntStream.rangeClosed(1, 200)
                .mapToObj(number -> event("e" + number, "log", null, "line " + number, "2026-05-17T10:14:10.000Z"))
                .toList();
        api.data(ROUTE, page("success", all));

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow");
        TestingShell.Result list = shell.run("runs", "events", "run-uuid", "--limit", "200");
        TestingShell.Result shorter = shell.run("runs", "events", "run-uuid", "--limit", "199");

        String note = "note: the API serves a run's first 200 events; later ones are not shown";
        assertThat(result.outputLines()).hasSize(201);
        assertThat(result.errorLines()).containsExactly(note);
        assertThat(list.outputLines()).hasSize(200);
        assertThat(list.errorLines()).containsExactly(note);
        assertThat(shorter.errorLines()).isEmpty();
    }

    @Test
    void onceAllThatTheApiServesIsShownThatIsSaidAndOnlyTheStatusIsFollowed() throws Exception {
        List<String> all = IntStream.rangeClosed(1, 200)
                .mapToObj(number -> event("e" + number, "log", null, "line " + number, "2026-05-17T10:14:10.000Z"))
                .toList();
        api.data(ROUTE, page("streaming", all));
        api.data("GET /runs/run-uuid", "{\"run\":{\"runId\":\"run-uuid\",\"status\":\"streaming\"}}");
        api.data("GET /runs/run-uuid", "{\"run\":{\"runId\":\"run-uuid\",\"status\":\"success\"}}");

        TestingShell.Result result = shell.run("runs", "events", "run-uuid", "--follow", "--interval", "0.2");

        assertThat(result.outputLines()).hasSize(201).last().isEqualTo("--- run run-uuid success ---");
        assertThat(result.errorLines())
                .containsExactly("note: the API serves a run's first 200 events; later ones are not shown");
        assertThat(api.requests()).isEqualTo(3);
        assertThat(api.request().getTarget()).endsWith("/runs/run-uuid/events?limit=200");
        assertThat(api.request().getTarget()).endsWith("/runs/run-uuid");
    }

    @Test
    void aMessageOfManyLinesStaysOnOne() {
        api.data(
                ROUTE,
                page(
                        "success",
                        List.of(event("e1", "log", null, "one\\ntwo\\u001b[2Jthree", "2026-05-17T10:14:10.000Z"))));

        assertThat(shell.run("runs", "events", "run-uuid").output())
                .isEqualTo("2026-05-17T10:14:10.000Z  log             one twothree\n");
    }

    @Test
    void aReaderThatGoesAwayEndsItQuietly() {
        api.data(ROUTE, page("streaming", EVENTS));

        TestingShell.Result result = shell.output(failing("Broken pipe")).run("runs", "events", "run-uuid", "--follow");

        assertThat(result.exitCode()).isEqualTo(141);
        assertThat(result.error()).isEmpty();
    }

    @Test
    void aFullDiskIsAnError() {
        api.data(ROUTE, page("streaming", EVENTS));

        TestingShell.Result result =
                shell.output(failing("No space left on device")).run("runs", "events", "run-uuid");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).isEqualTo("error: cannot write the output: No space left on device\n");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(message);
            }
        };
    }

    private static MockResponse transientError(int status) {
        String body = "{\"ok\":false,\"error\":{\"code\":\"%s\",\"message\":\"later\"}}"
                .formatted(status == 429 ? "RATE_LIMITED" : status == 503 ? "SERVICE_UNAVAILABLE" : "INTERNAL_ERROR");
        return ScriptedApi.response(status, body).setHeader("Retry-After", "1").build();
    }

    private static String page(String status, List<String> events) {
        String error = status.equals("failed") ? ",\"error\":\"harness exited with 3\"" : "";
        return "{\"run\":{\"runId\":\"run-uuid\",\"status\":\"%s\"%s},\"events\":[%s]}"
                .formatted(status, error, events.stream().collect(Collectors.joining(",")));
    }

    private static String event(String id, String type, String tool, String message, String time) {
        return "{\"id\":\"%s\",\"type\":\"%s\",\"toolName\":%s,\"message\":\"%s\",\"payload\":{},\"createdAt\":\"%s\"}"
                .formatted(id, type, tool == null ? "null" : "\"" + tool + "\"", message, time);
    }
}
