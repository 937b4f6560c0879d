package com.mogplex.mcp.transport.http;

import static com.mogplex.mcp.transport.http.Served.PATHS;
import static com.mogplex.mcp.transport.http.Served.PING;
import static com.mogplex.mcp.transport.http.Served.TOKEN;
import static com.mogplex.mcp.transport.http.Served.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.mcp.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names the server answers, and to the pages of which origins: on every path, the probes' included. */
class HostsAndOriginsTest {
    private static Served served;

    @BeforeAll
    static void serve() {
        served = Served.with(
                "--allow-host",
                "mcp.example.com,ported.example.com:8443,[2001:db8::1]",
                "--allow-origin",
                "https://app.example.com,null.example");
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost:1",
                "127.0.0.1",
                "127.0.0.1:65535",
                "[::1]",
                "[::1]:8080",
                "mcp.example.com",
                "MCP.Example.com:80",
                "ported.example.com:8443",
                "[2001:db8::1]:7333"
            })
    void aKnownHostIsServed(String host) {
        assertThat(at("GET /readyz HTTP/1.1", "Host: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.nip.io",
                "localhost.",
                "mcp.example.com.",
                "mcp.example.com.evil.example",
                "evil-mcp.example.com",
                "sub.mcp.example.com",
                "ported.example.com",
                "ported.example.com:8444",
                "127.1",
                "127.0.0.2",
                "2130706433",
                "0.0.0.0",
                "[::]",
                "[::ffff:127.0.0.1]"
            })
    void aForeignHostIsRefusedOnEveryPath(String host) {
        for (String path : PATHS) {
            for (String method : new String[] {"GET", "POST", "OPTIONS", "DELETE"}) {
                assertRefused(at(method + " " + path + " HTTP/1.1", "Host: " + host), 403);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no host at all | GET /healthz HTTP/1.1 | X: y | 400",
                "none in the older version, either | GET /healthz HTTP/1.0 | X: y | 403",
                "an empty one | GET /healthz HTTP/1.1 | Host: | 400",
                "one with a user | GET /healthz HTTP/1.1 | Host: localhost@evil.example | 400",
                "one that another follows | GET /healthz HTTP/1.1 | Host: localhost, evil.example | 400",
                "a port that is none | GET /healthz HTTP/1.1 | Host: localhost:99999 | 400",
                "a broken address | GET /healthz HTTP/1.1 | Host: [::1 | 400",
                "an encoded dot | GET /healthz HTTP/1.1 | Host: localhost%2eevil.example | 403",
                "a foreign one in the target | GET http://evil.example/healthz HTTP/1.1 | Host: localhost | 400",
                "a foreign one in both | GET http://evil.example/healthz HTTP/1.1 | Host: evil.example | 403",
                "a known one in the target only | GET http://localhost/healthz HTTP/1.1 | Host: evil.example | 400",
                "a known one in both | GET http://localhost/healthz HTTP/1.1 | Host: localhost | 200"
            })
    void aHostThatCannotBeKnownIsRefused(String why, String request, String header, int status) {
        RawHttp.Answer answer = RawHttp.send(served.base(), "", request, header);

        if (status == 200) {
            assertThat(answer.status()).isEqualTo(200);
        } else {
            assertRefused(answer, status);
        }
    }

    @Test
    void twoHostsAreNone() {
        assertRefused(at("GET /healthz HTTP/1.1", "Host: localhost", "Host: localhost"), 400);
        assertRefused(at("GET /healthz HTTP/1.1", "Host: localhost", "Host: evil.example"), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "http://localhost:6274",
                "https://localhost",
                "http://127.0.0.1:1",
                "http://[::1]:3000"
            })
    void aKnownOriginIsServedAndMayReadTheAnswer(String origin) {
        for (String path : PATHS) {
            RawHttp.Answer answer = at("PUT " + path + " HTTP/1.1", "Host: localhost", "Origin: " + origin);
            assertThat(answer.status()).isIn(404, 405);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Vary")).isEqualTo("Origin");
        }
        assertThat(served.ping(TOKEN, "Origin: " + origin).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "http://app.example.com",
                "https://app.example.com:444",
                "https://app.example.com.",
                "https://app.example.com/",
                "https://app.example.com.evil.example",
                "http://localhost.evil.example",
                "http://localhost.",
                "http://127.0.0.1.nip.io",
                "http://localhost@evil.example",
                "http://evil.example@localhost",
                "http://localhost/page",
                "http://localhost#evil.example",
                "http://localhost?evil.example",
                "file://localhost",
                "localhost",
                "*",
                "http://localhost http://evil.example",
                "http://[::1].evil.example"
            })
    void aForeignOriginIsRefusedOnEveryPathAndMayReadNothing(String origin) {
        for (String path : PATHS) {
            for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
                RawHttp.Answer answer = at(
                        method + " " + path + " HTTP/1.1",
                        "Host: localhost",
                        "Origin: " + origin,
                        "Access-Control-Request-Method: POST");
                assertRefused(answer, 403);
                assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            }
        }
    }

    @Test
    void twoOriginsAreNone() {
        assertRefused(served.ping(TOKEN, "Origin: http://localhost", "Origin: https://evil.example"), 400);
    }

    @Test
    void aBrowserMayAskFirstWithoutAToken() {
        RawHttp.Answer answer = at(
                "OPTIONS /mcp HTTP/1.1",
                "Host: localhost",
                "Origin: https://app.example.com",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization, content-type, mcp-method");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST", "DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name");
    }

    @Test
    void whatAProxySaysIsNotBelievedUnasked() {
        assertThat(at("GET /readyz HTTP/1.1", "Host: localhost", "X-Forwarded-Host: evil.example")
                        .status())
                .isEqualTo(200);
        assertRefused(at("GET /readyz HTTP/1.1", "Host: evil.example", "X-Forwarded-Host: localhost"), 403);
        assertRefused(at("GET /readyz HTTP/1.1", "Host: evil.example", "Forwarded: host=localhost"), 403);
        assertThat(resource("X-Forwarded-Proto: https", "X-Forwarded-Port: 443", "Forwarded: proto=https"))
                .isEqualTo("http://localhost/mcp");
    }

    private static String resource(String... headers) {
        return served.get("/.well-known/oauth-protected-resource/mcp", headers)
                .json()
                .path("resource")
                .asString();
    }

    private static RawHttp.Answer at(String... lines) {
        return RawHttp.send(served.base(), lines[0].startsWith("POST") ? PING : "", lines);
    }
}
