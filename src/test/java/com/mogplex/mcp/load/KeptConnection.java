package com.mogplex.mcp.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 connection, kept open: as little client as can be, so that the server is what is measured. */
final class KeptConnection implements AutoCloseable {
    /** Longer than any call waits. */
    private static final int PATIENCE_MILLIS = 90_000;

    /** @param headers by their names in lower case */
    record Answer(int status, Map<String, String> headers, String body) {
        /** Whether a call succeeded. */
        boolean isResult() {
            return status == 200 && body.contains("\"result\"") && !body.contains("\"isError\":true");
        }
    }

    private final Socket socket;
    private final InputStream in;

    KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    Answer exchange(byte[] request) throws IOException {
        send(request);
        return receive();
    }

    void send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
    }

    Answer receive() throws IOException {
        int status = readStatus();
        Map<String, String> headers = readHeaders();
        return new Answer(status, headers, readBody(headers));
    }

    /** Reads until the head and this much of an answer that does not end are there. */
    String receiveUntil(String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            seen.append((char) readByte());
        }
        return seen.toString();
    }

    private int readStatus() throws IOException {
        return Integer.parseInt(readLine().split(" ", -1)[1]);
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String readBody(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            for (int size = Integer.parseInt(readLine(), 16); size > 0; size = Integer.parseInt(readLine(), 16)) {
                body.writeBytes(in.readNBytes(size));
                readLine();
            }
            readLine();
        } else {
            body.writeBytes(in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = readByte(); next != '\n'; next = readByte()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private int readByte() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the server closed the connection");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
