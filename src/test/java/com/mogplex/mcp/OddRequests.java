package com.mogplex.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Requests that no client should send, and a few that one might: the same ones for the same random numbers. */
final class OddRequests {
    private static final List<String> PATHS = List.of(
            "/mcp",
            "/mcp",
            "/mcp",
            "/sse",
            "/messages",
            "/messages?sessionId=x",
            "/healthz",
            "/readyz",
            "/metrics",
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-protected-resource/mcp",
            "/nowhere",
            "/");

    private static final List<String> METHODS = List.of(
            "GET",
            "DELETE",
            "OPTIONS",
            "HEAD",
            "PUT",
            "PATCH",
            "TRACE",
            "CONNECT",
            "post",
            "PRI",
            "X",
            "",
            "P\u0000ST",
            "G ET",
            "M".repeat(9_000));

    private static final List<String> VERSIONS =
            List.of("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1.10", "HTTP/", "", "FTP/1.1");

    private static final List<String> PATH_PIECES = List.of(
            "/.",
            "/..",
            "//",
            "/%2e%2e/",
            "%2f",
            "%00",
            "%",
            "%zz",
            "%c0%ae",
            ";a=b",
            "?",
            "?a=%",
            "#x",
            "\\",
            "é",
            "*",
            "/./mcp",
            "%6dcp",
            "/a".repeat(500),
            "\t",
            "@evil.example",
            "..;/");

    private static final List<String> METHOD_NAMES = List.of(
            "ping",
            "initialize",
            "tools/list",
            "tools/call",
            "prompts/get",
            "resources/read",
            "server/discover",
            "subscriptions/listen",
            "completion/complete",
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "nothing",
            "",
            "\\u0000",
            "rpc.x",
            "tools/call\\n");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e999",
            "9".repeat(1_100),
            "\"\"",
            "\"x\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[[[]]]",
            "{\"a\":{}}",
            "[".repeat(1_200),
            "\"" + "y".repeat(5_000) + "\"",
            "\"2026-07-28\"",
            "NaN",
            "'x'",
            "\"\\u202eevil\"",
            "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}",
            "18446744073709551616");

    private final Random random;
    private final String token;

    OddRequests(Random random, String token) {
        this.random = random;
        this.token = token;
    }

    /** One connection's worth: usually one request, sometimes several, or no HTTP at all. */
    byte[] next() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        switch (random.nextInt(24)) {
            case 0 -> all.writeBytes(noise(random.nextInt(600)));
            case 1 -> all.writeBytes(ascii("GET " + path() + "\r\n"));
            case 2, 3 -> {
                for (int i = 2 + random.nextInt(4); i > 0; i--) {
                    all.writeBytes(request());
                }
            }
            default -> all.writeBytes(request());
        }
        byte[] bytes = all.toByteArray();
        return odd(20) ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private byte[] request() {
        byte[] body = body();
        List<String> headers = headers();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(utf8((odd(8) ? oneOf(METHODS) : "POST") + " " + path() + " "
                + (odd(25) ? oneOf(VERSIONS) : "HTTP/1.1") + end()));
        byte[] framed = framed(body, headers);
        if (odd(4)) {
            Collections.shuffle(headers, random);
        }
        for (String header : headers) {
            request.writeBytes(utf8(header + end()));
        }
        request.writeBytes(utf8(end()));
        request.writeBytes(framed);
        return request.toByteArray();
    }

    private String end() {
        return odd(400) ? oneOf(List.of("\n", "\r", "\r\r\n", " \r\n", "")) : "\r\n";
    }

    private String path() {
        String path = odd(4) ? oneOf(PATHS) : "/mcp";
        return switch (random.nextInt(30)) {
            case 0 -> path + oneOf(PATH_PIECES);
            case 1 -> oneOf(PATH_PIECES) + path;
            case 2 ->
                random.nextBoolean()
                        ? "http://" + oneOf(List.of("localhost", "evil.example", "", "[", "a@b", "localhost:x")) + path
                        : path;
            default -> path;
        };
    }

    private List<String> headers() {
        List<String> headers = new ArrayList<>();
        add(
                headers,
                90,
                "Host: localhost",
                "Host: evil.example",
                "Host: ",
                "Host: [::1",
                "Host: a b",
                "host:localhost");
        add(
                headers,
                90,
                "Authorization: Bearer " + token,
                "Authorization: Bearer",
                "Authorization: Basic " + token,
                "Authorization: Bearer mog_" + "a".repeat(5_000),
                "Authorization: Bearer mog_é",
                "Authorization: ");
        add(
                headers,
                90,
                "Content-Type: application/json",
                "Content-Type: text/plain",
                "Content-Type: ;;;",
                "Content-Type: application/json; charset=utf-16",
                "Content-Type: " + "x/".repeat(900));
        add(
                headers,
                20,
                "Accept: application/json, text/event-stream",
                "Accept: text/event-stream",
                "Accept: */*;q=0",
                "Accept: ,,,;",
                "Accept: " + "a/b,".repeat(2_000));
        if (odd(4)) {
            add(
                    headers,
                    9,
                    "MCP-Protocol-Version: 2026-07-28",
                    "MCP-Protocol-Version: 2025-03-26",
                    "MCP-Protocol-Version: 1",
                    "MCP-Protocol-Version: é",
                    "MCP-Protocol-Version: ");
            add(headers, 9, "Mcp-Method: tools/call", "Mcp-Method: " + oneOf(METHOD_NAMES), "Mcp-Method: =?base64?!?=");
            add(headers, 9, "Mcp-Name: x", "Mcp-Name: =?base64?" + "A".repeat(99) + "?=", "Mcp-Name: \u0001");
            add(
                    headers,
                    9,
                    "Mcp-Session-Id: x",
                    "Mcp-Session-Id: a.b.c",
                    "Mcp-Session-Id: " + ".".repeat(400),
                    "Mcp-Session-Id: zzzzzzzzzzzzzzzz.AAAA.BBBB");
        }
        if (odd(8)) {
            headers.add(oneOf(List.of(
                    "Origin: null",
                    "Origin: http://localhost",
                    "Origin: http://[",
                    "Origin: http://localhost%",
                    "Expect: 100-continue",
                    "Expect: nonsense",
                    "Upgrade: h2c",
                    "Upgrade: websocket",
                    "Connection: Upgrade, HTTP2-Settings",
                    "HTTP2-Settings: AAMAAABkAAQAAP__",
                    "Connection: keep-alive",
                    "Connection: close, close, x",
                    "Content-Encoding: gzip",
                    "Content-Encoding: ",
                    "Range: bytes=0-1",
                    "Cookie: a=b; c",
                    "X: " + "y".repeat(random.nextInt(20_000)),
                    "no colon",
                    ": no name",
                    "X Y: z",
                    " folded",
                    "X: \u0000",
                    "X: é",
                    "Last-Event-ID: 1",
                    "If-Match: *",
                    "Forwarded: host=evil.example",
                    "X-Forwarded-Host: evil.example",
                    "Trailer: Host",
                    "TE: trailers",
                    "Access-Control-Request-Method: POST")));
        }
        if (odd(30) && !headers.isEmpty()) {
            headers.add(oneOf(headers));
        }
        return headers;
    }

    /** Usually the first, one time in so many another, and sometimes none. */
    private void add(List<String> headers, int usual, String... choices) {
        int choice = random.nextInt(usual + choices.length);
        if (choice < choices.length) {
            headers.add(choices[choice]);
        } else if (random.nextInt(30) > 0) {
            headers.add(choices[0]);
        }
    }

    /** The body as it goes over the wire, of which the headers tell, or tell something else. */
    private byte[] framed(byte[] body, List<String> headers) {
        switch (random.nextInt(50)) {
            case 0 -> {
                headers.add("Transfer-Encoding: chunked");
                return chunked(body);
            }
            case 1 -> {
                headers.add(
                        "Transfer-Encoding: " + oneOf(List.of("chunked, chunked", "gzip, chunked", "x", "identity")));
                return chunked(body);
            }
            case 2 -> {
                headers.add("Content-Length: " + body.length);
                headers.add("Transfer-Encoding: chunked");
                return chunked(body);
            }
            case 3 ->
                headers.add("Content-Length: "
                        + oneOf(List.of("-1", "x", "", "0x10", "99999999999999999999", "4194305", "1, 1", "+5", "0")));
            case 4 -> {
                headers.add("Content-Length: " + body.length);
                headers.add("Content-Length: " + (body.length + random.nextInt(2)));
            }
            case 5 -> headers.add("Content-Length: " + (body.length + 1 + random.nextInt(100)));
            case 6 -> headers.add("Content-Length: " + random.nextInt(body.length + 1));
            default -> headers.add("Content-Length: " + body.length);
        }
        return body;
    }

    private byte[] chunked(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int size = Math.min(body.length - at, 1 + random.nextInt(200));
            out.writeBytes(ascii(
                    switch (random.nextInt(60)) {
                        case 0 -> "zz\r\n";
                        case 1 -> "FFFFFFFFFFFFFFFFF\r\n";
                        case 2 -> "-1\r\n";
                        case 3 -> Integer.toHexString(size + 1) + "\r\n";
                        case 4 -> Integer.toHexString(size) + ";x=" + "y".repeat(50) + "\r\n";
                        default -> Integer.toHexString(size) + "\r\n";
                    }));
            out.write(body, at, size);
            out.writeBytes(ascii(odd(60) ? "" : "\r\n"));
            at += size;
        }
        out.writeBytes(
                ascii(oneOf(List.of("0\r\n\r\n", "0\r\n\r\n", "0\r\n\r\n", "0\r\nHost: evil.example\r\n\r\n", "0"))));
        return out.toByteArray();
    }

    private byte[] body() {
        return switch (random.nextInt(30)) {
            case 0 -> new byte[0];
            case 1 -> noise(random.nextInt(300));
            case 2 -> message().getBytes(StandardCharsets.UTF_16);
            case 3 -> ("\uFEFF" + message()).getBytes(StandardCharsets.UTF_8);
            case 4 -> message().getBytes(Charset.forName("UTF-32"));
            case 5 -> utf8("[" + message() + "," + message() + "," + oneOf(VALUES) + "]");
            case 6 -> utf8(oneOf(VALUES));
            case 7 -> {
                byte[] bytes = utf8(message());
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 8 -> {
                byte[] bytes = utf8(message());
                yield Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 9 -> utf8(message() + message());
            default -> utf8(message());
        };
    }

    private String message() {
        StringBuilder message = new StringBuilder("{");
        message.append("\"jsonrpc\":").append(odd(50) ? oneOf(VALUES) : "\"2.0\"");
        if (random.nextInt(12) > 0) {
            message.append(",\"id\":").append(odd(10) ? oneOf(VALUES) : random.nextInt(9));
        }
        message.append(",\"method\":").append(odd(20) ? oneOf(VALUES) : "\"" + oneOf(METHOD_NAMES) + "\"");
        if (random.nextInt(5) > 0) {
            message.append(",\"params\":").append(odd(8) ? oneOf(VALUES) : params());
        }
        if (odd(20)) {
            message.append(",\"")
                    .append(oneOf(List.of("id", "method", "result", "error", "x")))
                    .append("\":")
                    .append(oneOf(VALUES));
        }
        return message.append("}").toString();
    }

    private String params() {
        List<String> fields = new ArrayList<>();
        for (String name : List.of("name", "uri", "arguments", "requestId", "protocolVersion", "cursor", "ref")) {
            if (odd(4)) {
                fields.add("\"" + name + "\":" + value(name));
            }
        }
        if (odd(3)) {
            fields.add("\"_meta\":" + (odd(4) ? oneOf(VALUES) : meta()));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String value(String name) {
        if (random.nextBoolean()) {
            return oneOf(VALUES);
        }
        return switch (name) {
            case "name" -> oneOf(List.of("\"list_repos\"", "\"get_run\"", "\"list_sandboxes\"", "\"report_run\""));
            case "arguments" -> "{\"runId\":" + oneOf(VALUES) + ",\"limit\":" + oneOf(VALUES) + "}";
            case "uri" -> oneOf(List.of("\"mogplex://runs/x\"", "\"mogplex://\"", "\"file:///etc/passwd\"", "\"::\""));
            default -> oneOf(VALUES);
        };
    }

    private String meta() {
        return "{\"io.modelcontextprotocol/protocolVersion\":"
                + (odd(4) ? oneOf(VALUES) : "\"2026-07-28\"")
                + ",\"io.modelcontextprotocol/clientCapabilities\":" + (odd(4) ? oneOf(VALUES) : "{}")
                + ",\"progressToken\":" + oneOf(VALUES) + "}";
    }

    /** True one time in so many. */
    private boolean odd(int times) {
        return random.nextInt(times) == 0;
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
