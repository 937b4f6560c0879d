package com.mogplex.mcp.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The requests of one caller, as bytes. */
final class Requests {
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"load\",\"version\":\"1\"}}}";

    private static final String STATELESS_META =
            ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                    + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final String token;
    private final Optional<String> session;

    private Requests(String token, Optional<String> session) {
        this.token = token;
        this.session = session;
    }

    /** Of the stateless era. */
    static Requests stateless(int caller) {
        return new Requests(token(caller), Optional.empty());
    }

    /** Of the handshake era: opens a session. */
    static Requests inSession(int caller, KeptConnection connection) throws IOException {
        Requests first = new Requests(token(caller), Optional.empty());
        String session = connection
                .exchange(first.post("/mcp", "", INITIALIZE))
                .headers()
                .get("mcp-session-id");
        if (session == null) {
            throw new IllegalStateException("initialize opened no session");
        }
        Requests requests = new Requests(first.token, Optional.of(session));
        connection.exchange(requests.post(
                "/mcp", requests.head(), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));
        return requests;
    }

    /** @param arguments as JSON */
    byte[] call(String tool, String arguments) {
        return request("tools/call", tool, "\"name\":\"" + tool + "\",\"arguments\":" + arguments);
    }

    byte[] prompt(String prompt, String arguments) {
        return request("prompts/get", prompt, "\"name\":\"" + prompt + "\",\"arguments\":" + arguments);
    }

    private byte[] request(String method, String name, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params
                + (session.isPresent() ? "" : STATELESS_META) + "}}";
        String head = session.isPresent()
                ? head()
                : "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + method + "\r\nMcp-Name: " + name + "\r\n";
        return post("/mcp", head, body);
    }

    byte[] end() {
        return ("DELETE /mcp HTTP/1.1\r\nHost: localhost\r\n" + authorization() + head() + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The HTTP+SSE transport's stream. */
    static byte[] stream(int caller) {
        return ("GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                        + new Requests(token(caller), Optional.empty()).authorization() + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String head() {
        return "MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: " + session.orElseThrow() + "\r\n";
    }

    private byte[] post(String path, String head, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Accept: application/json, text/event-stream\r\n" + authorization() + head
                        + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String authorization() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private static String token(int caller) {
        return "mog_load%028d".formatted(caller);
    }
}
