package com.mogplex.mcp.transport.http;

import static com.mogplex.mcp.transport.http.Served.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.mcp.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed with {@code --trust-forwarded}, and what still is not. */
class TrustedProxyTest {
    private static Served served;

    @BeforeAll
    static void serve() {
        served = Served.with("--trust-forwarded", "--allow-host", "mcp.example.com");
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @Test
    void urlsSayHowTheProxyWasReached() {
        assertThat(resource("X-Forwarded-Host: mcp.example.com", "X-Forwarded-Proto: https"))
                .isEqualTo("https://mcp.example.com/mcp");
        assertThat(resource("X-Forwarded-Host: mcp.example.com:8443", "X-Forwarded-Proto: https"))
                .isEqualTo("https://mcp.example.com:8443/mcp");
        assertThat(resource("X-Forwarded-Proto: https")).isEqualTo("https://localhost/mcp");
        assertThat(RawHttp.send(
                                served.base(),
                                "",
                                "POST /mcp HTTP/1.1",
                                "Host: internal:7333",
                                "X-Forwarded-Host: mcp.example.com",
                                "X-Forwarded-Proto: https")
                        .header("WWW-Authenticate"))
                .contains("resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "mcp.example.com.evil.example", "mcp.example.com."})
    void theListOfHostsHoldsForWhatIsForwarded(String host) {
        for (String path : Served.PATHS) {
            assertRefused(served.get(path, "X-Forwarded-Host: " + host), 403);
        }
    }

    @Test
    void otherHeadersThatACallerMayHaveWrittenAreNotBelieved() {
        assertRefused(foreign("Forwarded: host=localhost;proto=https"), 403);
        assertRefused(foreign("X-Forwarded-Server: localhost"), 403);
        assertThat(resource("Forwarded: proto=https", "X-Proxied-Https: on", "Proxy-ssl-id: 1"))
                .isEqualTo("http://localhost/mcp");
        assertThat(served.get("/readyz", "X-Forwarded-For: garbage, 1.2.3.4:x, ''")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host: localhost", "X-Forwarded-Proto: http", "X-Forwarded-Port: 80"})
    void aHeaderThatTheProxyOnlyAddedToIsRefused(String header) {
        assertRefused(served.get("/readyz", header + ", " + header.split(": ", -1)[1]), 400);
        assertRefused(served.get("/readyz", header, header), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host: localhost:99999", "X-Forwarded-Host: [::1", "X-Forwarded-Port: many"})
    void nonsenseIsRefused(String header) {
        assertRefused(served.get("/readyz", header), 400);
    }

    @Test
    void originsAreJudgedAsWithoutAProxy() {
        assertRefused(served.get("/readyz", "X-Forwarded-Host: mcp.example.com", "Origin: https://evil.example"), 403);
    }

    private static RawHttp.Answer foreign(String header) {
        return RawHttp.send(served.base(), "", "GET /readyz HTTP/1.1", "Host: evil.example", header);
    }

    private static String resource(String... headers) {
        return served.get("/.well-known/oauth-protected-resource/mcp", headers)
                .json()
                .path("resource")
                .asString();
    }
}
