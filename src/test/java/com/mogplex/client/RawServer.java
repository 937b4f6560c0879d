package com.mogplex.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket on this machine that answers each request's head with whatever bytes a test likes, then closes. */
final class RawServer implements AutoCloseable {
    /** Writes an answer to the connection with this number, from 1. */
    interface Answer {
        void write(int connection, OutputStream out) throws Exception;
    }

    final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();

    RawServer(Answer answer) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> accept(answer), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static RawServer answering(String text) {
        return new RawServer((connection, out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept(Answer answer) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread thread = new Thread(() -> serve(connection, answer), "raw-server-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection, Answer answer) {
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream())) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            heads.add(head.toString());
            answer.write(connections.incrementAndGet(), connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (Exception e) {
            // The client hung up, which is for the test to judge.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
