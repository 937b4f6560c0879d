package com.mogplex.mcp.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A v1 API that knows every run, all of them running for ever, and answers as fast as it can. */
public final class FastApi implements AutoCloseable {
    private static final String RUN = """
            {"runId":"%s","repoId":"00000000-0000-4000-8000-000000000000","harness":"codex","status":"running",\
            "branch":{"base":"main","working":"main"},"createdAt":"2026-11-22T02:00:00.000Z",\
            "updatedAt":"2026-11-22T02:00:00.000Z"}""";

    private final Server server;
    private final ServerConnector connector;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private FastApi() {
        QueuedThreadPool threads = new QueuedThreadPool(16);
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                byte[] body = answer(Request.getPathInContext(request)).getBytes(StandardCharsets.UTF_8);
                response.write(true, ByteBuffer.wrap(body), callback);
                return true;
            }
        });
    }

    public static FastApi start() throws Exception {
        FastApi api = new FastApi();
        api.server.start();
        return api;
    }

    /** What a server needs to use it; each of its callers brings a token. */
    public Map<String, String> environment() {
        return Map.of("MOGPLEX_URL", "http://127.0.0.1:" + connector.getLocalPort(), "MOGPLEX_DEV", "1");
    }

    /** The runs that were asked for. */
    public Set<String> asked() {
        return Set.copyOf(asked);
    }

    private String answer(String path) {
        String[] parts = path.split("/", -1);
        String runId = parts.length > 5 ? parts[5] : "run";
        asked.add(runId);
        String run = RUN.formatted(runId);
        return path.endsWith("/events")
                ? "{\"ok\":true,\"data\":{\"run\":" + run + ",\"events\":[]}}"
                : "{\"ok\":true,\"data\":{\"run\":" + run + "}}";
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("it did not stop", e);
        }
    }
}
