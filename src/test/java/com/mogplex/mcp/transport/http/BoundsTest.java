package com.mogplex.mcp.transport.http;

import static com.mogplex.mcp.transport.http.Served.PING;
import static com.mogplex.mcp.transport.http.Served.TOKEN;
import static com.mogplex.mcp.transport.http.Served.WAIT;
import static com.mogplex.mcp.transport.http.Served.assertRefused;
import static com.mogplex.mcp.transport.http.Served.lines;
import static com.mogplex.mcp.transport.http.Served.times;
import static com.mogplex.mcp.transport.http.Served.wire;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.mcp.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one caller may take of the server, and that it takes nothing from the others. */
class BoundsTest {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String OTHER = "mog_test_11111111111111111111";
    private static final String THIRD = "mog_test_22222222222222222222";

    @Test
    void headersThatTrickleInEndTheConnection() throws IOException {
        try (Served served = Served.with(times(SOON, NEVER, NEVER, NEVER));
                Socket slow = RawHttp.connect(served.base())) {
            write(slow, "POST /mcp HTTP/1.1\r\nHost: localhost\r\n");

            Awaitility.await().until(() -> hasEnded(slow, "X: y\r\n"));
            assertThat(served.ping(TOKEN).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void aConnectionThatNobodyUsesIsClosedAndOneThatIsWaitedOnIsNot(String before) throws IOException {
        try (Served served = Served.with(times(SOON, NEVER, NEVER, NEVER));
                Socket waiting = RawHttp.connect(served.base());
                Socket idle = RawHttp.connect(served.base())) {
            write(waiting, wire(WAIT, lines("POST", "/mcp", TOKEN)));
            write(idle, before);

            idle.getInputStream().readAllBytes();

            assertThat(served.waiting()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void aBodyThatTricklesInIsRefused(String length) throws IOException {
        try (Served served = Served.with(times(NEVER, SOON, NEVER, NEVER));
                Socket slow = RawHttp.connect(served.base())) {
            write(slow, String.join("\r\n", lines("POST", "/mcp", TOKEN, length)) + "\r\n\r\n");

            Awaitility.await().until(() -> slow.getInputStream().available() > 0 || hasEnded(slow, "1\r\n \r\n"));
            RawHttp.Answer answer = RawHttp.read(slow);

            assertRefused(answer, 408);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
    }

    @Test
    void whoDoesNotReadIsTakenForGone() throws IOException {
        String line = "x".repeat(100_000);
        try (Served served = Served.with(times(NEVER, NEVER, SOON, NEVER), context -> {
                    // More than the sockets of both ends hold, less than what is kept for one that is slow.
                    for (int i = 0; i < 35; i++) {
                        context.progress().report(line);
                    }
                });
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(1_024);
            deaf.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), served.base().getPort()));
            write(deaf, wire(Served.talkative(WAIT), lines("POST", "/mcp", TOKEN, "Accept: text/event-stream")));

            Awaitility.await().until(() -> served.begun() == 1 && served.waiting() == 0);
            assertThat(served.ping(TOKEN).status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionTooManyIsToldSoAndTheOthersAreServed() throws IOException {
        try (Served served = Served.with("--max-connections", "2");
                Socket first = RawHttp.connect(served.base());
                Socket second = RawHttp.connect(served.base())) {
            assertThat(keptAlive(first).status()).isEqualTo(200);
            assertThat(keptAlive(second).status()).isEqualTo(200);

            RawHttp.Answer refused = served.ping(TOKEN);

            assertRefused(refused, 503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("Connection")).isEqualTo("close");
            assertThat(served.get("/healthz").status()).as("it lives").isEqualTo(200);
            assertThat(keptAlive(first).status()).isEqualTo(200);
            RawHttp.hangUp(second);
            Awaitility.await().until(() -> served.ping(TOKEN).status() == 200);
        }
    }

    @Test
    void anAddressWithTooManyConnectionsTakesNoneFromAnother() throws IOException {
        try (Served served = Served.with("--max-connections-per-address", "1");
                Socket first = RawHttp.connect(served.base());
                Socket elsewhere = new Socket(
                        InetAddress.getLoopbackAddress(),
                        served.base().getPort(),
                        InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                        0)) {
            assertThat(keptAlive(first).status()).isEqualTo(200);

            RawHttp.Answer refused = served.ping(TOKEN);

            assertRefused(refused, 429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(keptAlive(elsewhere).status()).isEqualTo(200);
            RawHttp.hangUp(first);
            Awaitility.await().until(() -> served.ping(TOKEN).status() == 200);
        }
    }

    @Test
    void behindAProxyAllComeFromOneAddress() throws IOException {
        try (Served served = Served.with("--max-connections-per-address", "1", "--trust-forwarded");
                Socket first = RawHttp.connect(served.base())) {
            assertThat(keptAlive(first).status()).isEqualTo(200);
            assertThat(served.ping(TOKEN).status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionTooManyHasLittleTime() throws IOException {
        try (Served served = Served.with("--max-connections", "1");
                Socket first = RawHttp.connect(served.base())) {
            assertThat(keptAlive(first).status()).isEqualTo(200);
            try (Socket silent = RawHttp.connect(served.base())) {
                assertThat(silent.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void aCallTooManyOfOneCallerIsRefusedAndAnotherIsServed() throws IOException {
        try (Served served = Served.with("--max-calls-per-caller", "2");
                Socket first = RawHttp.connect(served.base());
                Socket second = RawHttp.connect(served.base())) {
            write(first, wire(WAIT, lines("POST", "/mcp", TOKEN)));
            write(second, wire(WAIT, lines("POST", "/mcp", TOKEN)));
            Awaitility.await().until(() -> served.waiting() == 2);

            RawHttp.Answer refused = served.ping(TOKEN);

            assertRefused(refused, 429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(served.ping(OTHER).status()).isEqualTo(200);
            RawHttp.hangUp(first);
            Awaitility.await().until(() -> served.ping(TOKEN).status() == 200);
        }
    }

    @Test
    void streamsAreBoundedPerCallerAndInAll() throws IOException {
        try (Served served = Served.with("--max-streams-per-caller", "1", "--max-streams", "2");
                Socket first = stream(served, TOKEN)) {
            RawHttp.Answer secondOfOne = RawHttp.send(served.base(), "", lines("GET", "/sse", TOKEN));
            assertRefused(secondOfOne, 429);
            assertThat(secondOfOne.header("Retry-After")).isEqualTo("1");
            try (Socket second = stream(served, OTHER)) {
                RawHttp.Answer oneTooMany = RawHttp.send(served.base(), "", lines("GET", "/sse", THIRD));
                assertRefused(oneTooMany, 503);
                assertThat(oneTooMany.header("Retry-After")).isEqualTo("1");
                assertThat(served.ping(THIRD).status()).isEqualTo(200);
                assertThat(second.isClosed()).isFalse();
            }
            Awaitility.await().ignoreExceptions().until(() -> {
                stream(served, THIRD).close();
                return true;
            });
            assertThat(first.isClosed()).isFalse();
        }
    }

    @Test
    void callsOnAStreamAreBoundedToo() throws IOException {
        try (Served served = Served.with("--max-calls-per-caller", "2", "--max-connections", "5");
                Socket stream = RawHttp.connect(served.base())) {
            String messages = open(stream, TOKEN);
            for (int i = 1; i <= 2; i++) {
                String wait = WAIT.replace("\"id\":1", "\"id\":" + i);
                assertThat(RawHttp.send(served.base(), wait, lines("POST", messages, TOKEN))
                                .status())
                        .isEqualTo(202);
            }

            RawHttp.Answer refused = RawHttp.send(served.base(), PING, lines("POST", messages, TOKEN));

            assertRefused(refused, 429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            RawHttp.hangUp(stream);
            Awaitility.await().until(() -> served.waiting() == 0);
        }
    }

    @Test
    void callsOfAllAreBounded() throws IOException {
        try (Served served = Served.with("--max-connections", "3");
                Socket stream = RawHttp.connect(served.base())) {
            String messages = open(stream, TOKEN);
            for (int i = 1; i <= 3; i++) {
                String wait = WAIT.replace("\"id\":1", "\"id\":" + i);
                assertThat(RawHttp.send(served.base(), wait, lines("POST", messages, TOKEN))
                                .status())
                        .isEqualTo(202);
            }

            RawHttp.Answer refused = served.ping(OTHER);

            assertRefused(refused, 503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource({"200000, 4194304, 200", "200000, 4194305, 413", "4194305, 4194305, 413", "1, 90, 200"})
    void aBodyInChunksIsBoundedLikeAnyOther(int chunk, int size, int status) {
        try (Served served = Served.with()) {
            String body = PING + " ".repeat(size - PING.length());
            StringBuilder request = new StringBuilder(
                    String.join("\r\n", lines("POST", "/mcp", TOKEN, "Connection: close", "Transfer-Encoding: chunked"))
                            + "\r\n\r\n");
            for (int at = 0; at < size; at += chunk) {
                String part = body.substring(at, Math.min(size, at + chunk));
                request.append(Integer.toHexString(part.length()))
                        .append("\r\n")
                        .append(part)
                        .append("\r\n");
            }
            RawHttp.Answer answer = RawHttp.sendAsIs(served.base(), request + "0\r\n\r\n");

            assertThat(answer.status()).isEqualTo(status);
            if (status != 200) {
                assertRefused(answer, status);
            }
        }
    }

    @Test
    void headersAndTargetsThatAreTooLongAreRefused() {
        try (Served served = Served.with()) {
            assertRefused(served.get("/healthz", "X: " + "y".repeat(17_000)), 431);
            assertRefused(served.get("/healthz", many(2_000)), 431);
            assertRefused(served.get("/" + "a".repeat(17_000)), 414);
            assertRefused(served.get("/healthz?" + "a".repeat(17_000)), 414);
            assertThat(served.get("/healthz", "X: " + "y".repeat(12_000)).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "GET /healthz HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void whatIsNoHttpIsRefusedInOurWords(String request) {
        try (Served served = Served.with()) {
            RawHttp.Answer answer = RawHttp.sendAsIs(served.base(), request);

            assertThat(answer.status()).isIn(400, 505);
            assertRefused(answer, answer.status());
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    private static String[] many(int count) {
        String[] headers = new String[count];
        for (int i = 0; i < count; i++) {
            headers[i] = "X-" + i + ": y";
        }
        return headers;
    }

    private static RawHttp.Answer keptAlive(Socket socket) throws IOException {
        write(socket, wire(PING, lines("POST", "/mcp", TOKEN)));
        return RawHttp.readOne(socket);
    }

    private static Socket stream(Served served, String token) throws IOException {
        Socket socket = RawHttp.connect(served.base());
        open(socket, token);
        return socket;
    }

    /** Opens an HTTP+SSE stream, and says where its messages go. */
    private static String open(Socket socket, String token) throws IOException {
        write(socket, wire("", lines("GET", "/sse", token)));
        InputStream in = socket.getInputStream();
        StringBuilder said = new StringBuilder();
        while (said.indexOf("sessionId=") < 0 || said.indexOf("\n\n", said.indexOf("sessionId=")) < 0) {
            int next = in.read();
            if (next < 0) {
                socket.close();
                throw new IOException("no stream: " + said);
            }
            said.append((char) next);
        }
        return said.substring(said.indexOf("/messages"), said.indexOf("\n\n", said.indexOf("sessionId=")));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Writes a little more; whether the other end has closed. */
    private static boolean hasEnded(Socket socket, String more) {
        try {
            write(socket, more);
            return false;
        } catch (IOException closed) {
            return true;
        }
    }
}
