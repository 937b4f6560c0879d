package com.mogplex.client;

import static com.mogplex.client.MogplexException.Fault.INVALID_RESPONSE;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;
import static com.mogplex.client.ScriptedServer.soon;
import static com.mogplex.client.Wire.event;
import static com.mogplex.client.Wire.events;
import static com.mogplex.client.Wire.json;
import static com.mogplex.client.Wire.ok;
import static com.mogplex.client.Wire.refusal;
import static com.mogplex.client.Wire.run;
import static com.mogplex.client.Wire.runDetail;
import static com.mogplex.client.Wire.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not what they seem end in a typed error or in the right data, in bounded time and memory. */
@Timeout(600)
class LyingAnswersTest {
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body>Log in to the Wi-Fi</body></html>",
                "",
                " ",
                "null",
                "true",
                "[]",
                "7",
                "\"ok\"",
                "{}",
                "{\"ok\":true}",
                "{\"ok\":true,\"data\":null}",
                "{\"ok\":false,\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"x\"}}",
                "{\"ok\":false,\"data\":{\"run\":{\"runId\":\"r\",\"status\":\"pending\"}}}",
                "{\"data\":{\"run\":{\"runId\":\"r\",\"status\":\"pending\"}}}",
                "{\"ok\":null,\"data\":{\"run\":{\"runId\":\"r\",\"status\":\"pending\"}}}",
                "{\"ok\":true,\"data\":{}}",
                "{\"ok\":true,\"data\":[]}",
                "{\"ok\":true,\"data\":\"run\"}",
                "{\"ok\":true,\"data\":{\"run\":null}}",
                "{\"ok\":true,\"data\":{\"run\":[]}}",
                "{\"ok\":true,\"data\":{\"run\":{\"status\":\"pending\"}}}",
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":\"r\"}}}",
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":null,\"status\":\"pending\"}}}",
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":\"r\",\"status\":{}}}}",
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":{},\"status\":\"pending\"}}}",
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":\"r\",\"status\":\"pending\",\"branch\":\"main\"}}}",
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":\"r\",\"status\":\"pending\"}}}{}",
                "{'ok':true}",
                "\u0000\u0001\u0002",
                "NaN"
            })
    void whatIsNotTheContractIsSaidToBe(String body) {
        server.answering(json(200, body));

        MogplexException failure = failure();

        assertThat(failure.fault()).contains(INVALID_RESPONSE);
        assertThat(failure.getMessage()).startsWith("The answer ").doesNotContain("Wi-Fi", "jackson", "Exception");
        assertThat(server.http.getRequestCount()).isOne();
    }

    @Test
    void anAnswerAboutAnotherRunIsNotBelieved() {
        String other = run("run-2", "success");
        List<Consumer<MogplexClient>> calls = List.of(
                client -> client.getRun("run-1", soon()),
                client -> client.cancelRun("run-1", soon()),
                client -> client.listRunEvents("run-1", 10, soon()),
                client -> client.follower()
                        .await("run-1", snapshot -> true, Duration.ofSeconds(30), snapshot -> {})
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join());
        for (Consumer<MogplexClient> call : calls) {
            server.answering(ok("{\"run\":" + other + ",\"events\":[],\"status\":\"already_terminal\"}"));

            Throwable thrown = catchThrowable(() -> call.accept(server.client));
            MogplexException failure =
                    (MogplexException) (thrown instanceof CompletionException ? thrown.getCause() : thrown);
            assertThat(failure.fault()).contains(INVALID_RESPONSE);
            assertThat(failure).hasMessage("The answer was about another run than the one asked for.");
        }
        assertThat(server.http.getRequestCount()).isEqualTo(calls.size());
    }

    @Test
    void anIdInAnotherCaseOfLettersIsTheSame() {
        server.answering(ok(runDetail("8f3a2b1c-1234-4abc-9def-1234567890ab", "pending")));

        assertThat(server.client
                        .getRun("8F3A2B1C-1234-4ABC-9DEF-1234567890AB", soon())
                        .runId())
                .isEqualTo("8f3a2b1c-1234-4abc-9def-1234567890ab");
    }

    @Test
    void theContentTypeIsNotWhatMakesAnAnswerGood() {
        server.answering(new MockResponse.Builder()
                .addHeader("Content-Type", "text/html")
                .body(success(runDetail("r", "pending")))
                .build());

        assertThat(get().runId()).isEqualTo("r");
    }

    @Test
    void unknownFieldsStatusesAndTypesAreCarried() {
        server.answering(
                ok("{\"run\":{\"runId\":\"r\",\"status\":\"paused\",\"new\":{\"a\":[1]}},\"more\":1,\"events\":["
                        + "{\"id\":\"e\",\"type\":\"thinking\",\"color\":\"red\"}]}"));

        RunSnapshot snapshot = server.client.listRunEvents("r", 10, soon());

        assertThat(snapshot.run().status().name()).isEqualTo("paused");
        assertThat(snapshot.run().status().isTerminal()).isFalse();
        assertThat(snapshot.events()).extracting(RunEvent::type).containsExactly("thinking");
    }

    @Test
    void numbersInThePlaceOfWordsAreTakenAsWords() {
        server.answering(ok("{\"run\":{\"runId\":7,\"status\":\"pending\",\"repoId\":8,"
                + "\"branch\":{\"base\":9,\"createBranch\":\"true\"}}}"));

        Run run = server.client.getRun("7", soon());

        assertThat(run.runId()).isEqualTo("7");
        assertThat(run.repoId()).isEqualTo("8");
        assertThat(run.branch().base()).isEqualTo("9");
        assertThat(run.branch().createBranch()).isTrue();
    }

    @Test
    void anAbsentTruthIsFalse() {
        server.answering(ok("{\"run\":{\"runId\":\"r\",\"status\":\"pending\",\"branch\":{\"createBranch\":null}}}"));

        assertThat(get().branch().createBranch()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[null]", "[{}]", "{}", "\"x\"", "[{\"id\":null,\"type\":\"log\"}]", "[[]]"})
    void eventsThatAreNoneAreRefused(String events) {
        server.answering(ok("{\"run\":" + run("r", "pending") + ",\"events\":" + events + "}"));

        MogplexException failure =
                catchThrowableOfType(MogplexException.class, () -> server.client.listRunEvents("r", 10, soon()));

        assertThat(failure.fault()).contains(INVALID_RESPONSE);
    }

    @Test
    void anEventThatComesTwiceIsOneAndOrderIsByTime() {
        server.answering(ok(events("pending", event("c", 3), event("a", 1), event("c", 3), event("b", 2))));

        assertThat(server.client.listRunEvents("run-1", 200, soon()).events())
                .extracting(RunEvent::id)
                .containsExactly("a", "b", "c");
    }

    @Test
    void eventsWithoutATimeStayAsTheyCame() {
        String timeless = "{\"id\":\"b\",\"type\":\"log\",\"createdAt\":\"yesterday\"}";
        server.answering(ok(events("pending", event("c", 3), timeless, event("a", 1))));

        assertThat(server.client.listRunEvents("run-1", 200, soon()).events())
                .extracting(RunEvent::id)
                .containsExactly("c", "b", "a");
    }

    @Test
    void moreEventsThanAskedForAreCut() {
        server.answering(ok(events("pending", event("a", 1), event("b", 2), event("c", 3))));

        assertThat(server.client.listRunEvents("run-1", 2, soon()).events())
                .extracting(RunEvent::id)
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":\"r\",\"status\":\"pending\",\"x\":%s}}}",
                "{\"ok\":true,\"data\":{\"run\":{\"runId\":%s}}}"
            })
    void aHundredThousandBracketsAreNotFollowed(String around) {
        server.answering(
                json(200, around.formatted("[".repeat(100_000))), json(404, around.formatted("[".repeat(100_000))));

        assertThat(failure().fault()).contains(INVALID_RESPONSE);
        assertThat(failure().errorCode()).contains(ErrorCode.NOT_FOUND);
    }

    @Test
    void aBodyOfFortyMegabytesIsRefusedByItsLength() {
        server.answering(json(200, " ".repeat(40 << 20)));

        assertThat(failure()).hasMessage("The answer was larger than 16 MiB.");
    }

    @Test
    void aBodyThatDoesNotSayHowLongItIsIsReadNoFurtherThanTheBound() {
        server.answering(new MockResponse.Builder()
                .chunkedBody(" ".repeat(40 << 20), 64 << 10)
                .build());

        assertThat(failure()).hasMessage("The answer was larger than 16 MiB.");
    }

    @Test
    void aCompressedBombIsBoundedByWhatItUnpacksTo() throws IOException {
        Buffer bomb = new Buffer();
        try (GzipSink gzip = new GzipSink(bomb)) {
            Buffer megabyte = new Buffer().writeUtf8(" ".repeat(1 << 20));
            for (int i = 0; i < 200; i++) {
                gzip.write(megabyte.clone(), megabyte.size());
            }
        }
        assertThat(bomb.size()).isLessThan(1 << 20);
        server.answering(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(bomb)
                .build());

        assertThat(failure()).hasMessage("The answer was larger than 16 MiB.");
    }

    @Test
    void millionsOfTinyThingsAreRefused() {
        server.answering(ok("{\"run\":" + run("r", "pending")
                + ",\"events\":[{\"id\":\"e\",\"type\":\"log\",\"payload\":[" + "{},".repeat(2_000_000) + "{}]}]}"));

        MogplexException failure =
                catchThrowableOfType(MogplexException.class, () -> server.client.listRunEvents("r", 10, soon()));

        assertThat(failure.fault()).contains(INVALID_RESPONSE);
    }

    @Test
    void aTrickleEndsWithTheDeadline() {
        try (RawServer trickle = new RawServer((connection, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes());
                    while (true) {
                        out.write(' ');
                        out.flush();
                        Thread.sleep(100);
                    }
                });
                MogplexApi api = api(trickle.port())) {
            MogplexException failure = catchThrowableOfType(
                    MogplexException.class, () -> client(api).getRun("r", Deadline.in(Duration.ofMillis(700))));

            assertThat(failure.fault()).contains(UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
    void aRedirectIsNotFollowedAndTheTokenGoesNowhere(int status) {
        try (ScriptedServer elsewhere = new ScriptedServer()) {
            server.answering(new MockResponse.Builder()
                    .code(status)
                    .addHeader("Location", elsewhere.http.url("/steal"))
                    .build());

            assertThat(failure()).hasMessage("The answer was a redirect (" + status + "), which is never followed.");
            assertThat(elsewhere.http.getRequestCount()).isZero();
        }
    }

    @Test
    void aProxysDemandFromTheApiItselfIsNotMet() {
        server.answering(new MockResponse.Builder()
                .code(407)
                .addHeader("Proxy-Authenticate", "Basic realm=\"x\"")
                .build());

        assertThat(failure().fault()).contains(INVALID_RESPONSE);
        assertThat(server.http.getRequestCount()).isOne();
    }

    @Test
    void informationBeforeTheAnswerIsSkipped() {
        server.answering(new MockResponse.Builder()
                .addInformationalResponse(new MockResponse.Builder().code(103).build())
                .add100Continue()
                .body(success(runDetail("r", "pending")))
                .build());

        assertThat(get().runId()).isEqualTo("r");
    }

    @Test
    void anAnswerThatEndsWithItsConnectionIsRead() {
        try (RawServer old = RawServer.answering("HTTP/1.0 200 OK\r\n\r\n" + success(runDetail("r", "pending")));
                MogplexApi api = api(old.port())) {
            assertThat(client(api).getRun("r", soon()).runId()).isEqualTo("r");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"ok\":true",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ok\"",
                "HTTP/1.0 200 OK\r\n\r\n{\"ok\":true,\"data\":{\"run\":{\"runId\":\"r",
                "SSH-2.0-OpenSSH_9.9\r\n\r\n"
            })
    void anAnswerThatIsCutIsAskedForAgain(String cut) {
        String whole = success(runDetail("r", "pending"));
        try (RawServer server = new RawServer((connection, out) -> out.write((connection == 1
                                ? cut
                                : "HTTP/1.1 200 OK\r\nContent-Length: " + whole.length() + "\r\n\r\n" + whole)
                        .getBytes()));
                MogplexApi api = api(server.port())) {
            assertThat(client(api).getRun("r", soon()).runId()).isEqualTo("r");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidToBe() {
        int port = server.http.getPort();
        server.http.close();

        assertThat(failure()).hasMessage("No connection to localhost:" + port + " could be made.");
    }

    @Test
    void aConnectionThatBreaksInTheMiddleIsAskedForAgain() {
        server.answering(
                new MockResponse.Builder()
                        .body(success(runDetail("r", "pending")))
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build(),
                ok(runDetail("r", "pending")));

        assertThat(get().runId()).isEqualTo("r");
    }

    @Test
    void aHeaderWithoutEndIsNotHeld() {
        try (RawServer endless = new RawServer((connection, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes());
                    byte[] header = ("X: " + "x".repeat(8000) + "\r\n").getBytes();
                    while (true) {
                        out.write(header);
                    }
                });
                MogplexApi api = api(endless.port())) {
            assertThat(catchThrowableOfType(
                                    MogplexException.class, () -> client(api).getRun("r", soon()))
                            .fault())
                    .contains(UNREACHABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400,BAD_REQUEST",
        "401,UNAUTHORIZED",
        "403,FORBIDDEN",
        "404,NOT_FOUND",
        "409,CONFLICT",
        "409,IDEMPOTENCY_CONFLICT"
    })
    void aRefusalIsToldWithItsCodeAndMessage(int status, ErrorCode code) {
        server.answering(refusal(status, code.name(), "Because."));

        MogplexException failure = failure();

        assertThat(failure.errorCode()).contains(code);
        assertThat(failure.status()).contains(status);
        assertThat(failure).hasMessage("Because.");
    }

    @ParameterizedTest
    @CsvSource({"404,RATE_LIMITED,NOT_FOUND", "401,INTERNAL_ERROR,UNAUTHORIZED", "418,TEAPOT,BAD_REQUEST"})
    void aCodeThatDoesNotBelongToTheStatusIsNotBelieved(int status, String said, ErrorCode meant) {
        server.answering(refusal(status, said, "x"));

        assertThat(failure().errorCode()).contains(meant);
        assertThat(server.http.getRequestCount()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>secret stack trace</html>",
                "",
                "null",
                "[]",
                "{}",
                "{\"error\":\"x\"}",
                "{\"error\":{\"code\":7}}",
                "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":null}}",
                "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"  \"}}"
            })
    void aRefusalWithoutAMessageIsToldByItsStatusAlone(String body) {
        server.answering(json(404, body));

        MogplexException failure = failure();

        assertThat(failure.errorCode()).contains(ErrorCode.NOT_FOUND);
        assertThat(failure).hasMessage("The API answered with the HTTP status 404.");
    }

    @Test
    void aLongMessageIsCut() {
        server.answering(refusal(404, "NOT_FOUND", "😀".repeat(5000)));

        assertThat(failure().getMessage()).hasSizeLessThanOrEqualTo(300).endsWith("😀…");
    }

    @Test
    void anEndlessErrorPageIsNotRead() {
        server.answering(new MockResponse.Builder()
                .code(400)
                .chunkedBody(" ".repeat(20 << 20), 64 << 10)
                .build());

        assertThat(failure().errorCode()).contains(ErrorCode.BAD_REQUEST);
    }

    @Test
    void aWaitThatTheApiAsksForIsPassedOn() {
        server.answering(refusal(429, "RATE_LIMITED", "Rate limit exceeded. Retry after 60s.")
                .newBuilder()
                .addHeader("Retry-After", "60")
                .build());

        MogplexException failure = failure();

        assertThat(failure.errorCode()).contains(ErrorCode.RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(failure).hasMessage("Rate limit exceeded. Retry after 60s.");
    }

    @Test
    void a503ThatInvitesAtOnceIsStillThePolicysToRepeat() {
        server.alwaysAnswering(refusal(503, "SERVICE_UNAVAILABLE", "x")
                .newBuilder()
                .addHeader("Retry-After", "0")
                .build());

        assertThat(failure().errorCode()).contains(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(server.http.getRequestCount()).isEqualTo(5);
    }

    private Run get() {
        return server.client.getRun("r", soon());
    }

    private MogplexException failure() {
        return catchThrowableOfType(MogplexException.class, this::get);
    }

    private static MogplexApi api(int port) {
        Map<String, String> environment = ScriptedServer.environment("http://localhost:" + port);
        return ScriptedServer.impatient(environment);
    }

    private static MogplexClient client(MogplexApi api) {
        return api.as(Credential.of(ScriptedServer.TOKEN, "a test"));
    }
}
