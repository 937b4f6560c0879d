package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.mogplex.EmbeddedApi;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Odd HTTP and odd JSON-RPC on every path, against the real program. Whatever comes, the next good call is answered,
 * and no answer says what the server is made of. The same seed gives the same requests.
 */
class HostileHttpTest {
    private static final int CASES = 800;

    /** Past it an answer was not whole, and its connection was not closed. */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final List<String> MADE_OF =
            List.of("java.", "org.eclipse", "jetty", "jackson", "exception", "at com.", "nullpointer", "lambda$");

    @TempDir
    static Path folder;

    private static EmbeddedApi api;
    private static HttpProcess server;
    private static String token;

    @BeforeAll
    static void launch() {
        api = EmbeddedApi.start(folder);
        token = api.newToken();
        server = HttpProcess.launch(
                Map.of("MOGPLEX_URL", api.environment().get("MOGPLEX_URL"), "MOGPLEX_DEV", "1"),
                "--max-connections",
                "8192");
    }

    @AfterAll
    static void end() {
        server.close();
        api.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theNextGoodCallIsAnsweredAndNothingIsGivenAway(long seed) throws IOException {
        OddRequests odd = new OddRequests(new Random(seed), token);
        try (GoodCaller good = new GoodCaller()) {
            for (int i = 0; i < CASES; i++) {
                byte[] request = odd.next();
                String answer = answer(seed, i, request);
                String seen = answer.toLowerCase(Locale.ROOT);
                if (MADE_OF.stream().anyMatch(seen::contains)) {
                    fail("%s was answered with%n%s", described(seed, i, request), answer);
                }
                if (!answer.isEmpty() && !answer.startsWith("HTTP/1.1 ")) {
                    fail("%s was answered with no HTTP:%n%s", described(seed, i, request), answer);
                }
                if (!good.isAnswered()) {
                    fail("%s left the next good call unanswered", described(seed, i, request));
                }
            }
        }
        assertThat(server.stderr())
                .as("seed %d: faults of our own in the log", seed)
                .noneMatch(line -> line.contains("[ERROR]") || line.startsWith("\tat "));
    }

    /** Sends all of it and no more, and reads until the connection ends. */
    private static String answer(long seed, int number, byte[] request) throws IOException {
        try (Socket socket = RawHttp.connect(server.base())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request);
                out.flush();
                socket.shutdownOutput();
            } catch (IOException refusedMeanwhile) {
                // What it said may still be read.
            }
            try {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (SocketTimeoutException late) {
                return fail("%s left its connection open", described(seed, number, request));
            } catch (IOException reset) {
                return "";
            }
        }
    }

    private static String described(long seed, int number, byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return "seed " + seed + ", case " + number + ":\n" + text.substring(0, Math.min(text.length(), 2_000)) + "\n";
    }

    /** Calls on one connection, which nobody else's nonsense may end. */
    private static final class GoodCaller implements AutoCloseable {
        private final Socket socket;
        private int id;

        GoodCaller() throws IOException {
            socket = RawHttp.connect(server.base());
        }

        boolean isAnswered() throws IOException {
            id++;
            String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"}";
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            RawHttp.Answer answer = RawHttp.readOne(socket);
            return answer.status() == 200
                    && answer.json().path("id").asInt() == id
                    && answer.json().path("result").path("tools").size() > 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
