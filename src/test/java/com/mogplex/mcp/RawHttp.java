package com.mogplex.mcp;

import com.mogplex.api.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Speaks HTTP by hand, so that a request may say what no client library would. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 60_000;

    /** A response, of which the connection's end is the end. */
    public record Answer(int status, String head, String body) {
        /** A header's value; empty if it is absent. */
        public String header(String name) {
            for (String line : head.split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }

        public JsonNode json() {
            return Json.mapper().readTree(body);
        }

        public int errorCode() {
            return json().path("error").path("code").asInt();
        }
    }

    private RawHttp() {}

    /** Sends a request whose lines are given, and whose body's length and end are added. */
    public static Answer send(URI server, String body, String... lines) {
        String head = String.join("\r\n", lines) + "\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
        return sendAsIs(server, head + body);
    }

    public static Answer sendAsIs(URI server, String request) {
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return read(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes until the connection ends. */
    public static Answer read(Socket socket) throws IOException {
        return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** One answer, on a connection that goes on: with a length, or without a body. */
    public static Answer readOne(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        String length = read(head.toString()).header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return read(head + new String(body, StandardCharsets.UTF_8));
    }

    public static Socket connect(URI server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Goes away in the middle of things. */
    public static void hangUp(Socket socket) throws IOException {
        socket.close();
    }

    private static Answer read(String response) {
        int end = response.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, response, "");
        }
        String head = response.substring(0, end);
        return new Answer(Integer.parseInt(head.substring(9, 12)), head, response.substring(end + 4));
    }
}
