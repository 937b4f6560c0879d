package com.mogplex.local.http;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvents;
import com.mogplex.api.StartRunRequest;
import com.mogplex.local.engine.Engine;
import com.mogplex.local.engine.Refusal;
import com.mogplex.local.store.Scope;
import com.mogplex.local.store.Store;
import com.mogplex.local.store.StoredRun;
import com.mogplex.local.store.Token;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the v1 routes. */
final class V1Handler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(V1Handler.class);

    private static final int MAX_BODY_BYTES = 1024 * 1024;
    /** How much of a body that is too large is read all the same, and thrown away. */
    private static final int MAX_DISCARDED_BYTES = 4 * 1024 * 1024;
    /** The documents' pause after a 503. */
    private static final long UNAVAILABLE_RETRY_SECONDS = 60;

    private final Store store;
    private final Engine engine;
    private final Limits limits;

    V1Handler(Store store, Engine engine, Limits limits) {
        this.store = store;
        this.engine = engine;
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            LoopbackGuard.check(request);
            String path = request.getHttpURI().getPath();
            Route route =
                    Route.of(path == null ? "" : path).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Not found"));
            dispatch(route, request, response, callback);
        } catch (Refusal refusal) {
            refuse(refusal, response, callback);
        } catch (RateLimited limited) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, limited.retryAfterSeconds());
            Envelope.fail(response, callback, ErrorCode.RATE_LIMITED, limited.getMessage());
        } catch (BodyTooLarge tooLarge) {
            Envelope.fail(
                    response,
                    callback,
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    ErrorCode.BAD_REQUEST,
                    "Request body is larger than 1 MiB");
        }
        return true;
    }

    private static void refuse(Refusal refusal, Response response, Callback callback) {
        if (refusal.code() == ErrorCode.UNAUTHORIZED) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal.code() == ErrorCode.SERVICE_UNAVAILABLE) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, UNAVAILABLE_RETRY_SECONDS);
        }
        Envelope.fail(response, callback, refusal.code(), refusal.getMessage());
    }

    private void dispatch(Route route, Request request, Response response, Callback callback) {
        if (request.getMethod().equals("OPTIONS")) {
            response.getHeaders().put(HttpHeader.ALLOW, route.allowed());
            Envelope.empty(response, callback);
            return;
        }
        if (!route.takes(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, route.allowed());
            Envelope.fail(
                    response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, ErrorCode.BAD_REQUEST, "Method not allowed");
            return;
        }
        try {
            Token token = authenticate(request);
            limits.takeRequest(token);
            requireScope(token, route.scope());
            Object data = answer(route, request, token);
            int status = route == Route.START_RUN ? HttpStatus.ACCEPTED_202 : HttpStatus.OK_200;
            Envelope.succeed(response, callback, status, data);
        } catch (Refusal | RateLimited | BodyTooLarge expected) {
            throw expected;
        } catch (IOException e) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "The request body could not be read");
        } catch (RuntimeException e) {
            LOG.error("{}", route.failure(), e);
            throw new Refusal(ErrorCode.INTERNAL_ERROR, route.failure());
        }
    }

    private Token authenticate(Request request) {
        String header = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElse("");
        boolean bearer = header.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length());
        return Optional.of(header)
                .filter(unused -> bearer)
                .map(value -> value.substring("Bearer ".length()).strip())
                .filter(token -> token.startsWith("mog_"))
                .flatMap(store.tokens()::find)
                .orElseThrow(() -> new Refusal(ErrorCode.UNAUTHORIZED, "Unauthorized"));
    }

    private static void requireScope(Token token, Scope scope) {
        if (!token.scopes().contains(scope)) {
            String name = scope.wireName();
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "Missing required scope: " + name + ". Issue a new token with the '" + name
                            + "' scope at /settings/api-keys.");
        }
    }

    private Object answer(Route route, Request request, Token token) throws IOException {
        String runId = route == Route.GET_RUN || route == Route.LIST_EVENTS || route == Route.CANCEL_RUN
                ? route.runId(request.getHttpURI().getPath())
                : "";
        return switch (route) {
            case LIST_REPOS -> listRepos(Query.of(request));
            case LIST_SANDBOXES -> listSandboxes(Query.of(request));
            case START_RUN -> startRun(request, token);
            case GET_RUN -> Map.of("run", findRun(runId));
            case LIST_EVENTS -> listEvents(runId, Query.of(request));
            case CANCEL_RUN -> engine.cancel(runId);
        };
    }

    private Object listRepos(Query query) {
        return Map.of("repos", store.repos().list(query.text("q").orElse(""), query.limit()));
    }

    private Object listSandboxes(Query query) {
        return Map.of(
                "sandboxes",
                store.sandboxes()
                        .list(
                                query.text("repo_id").orElse(null),
                                query.text("status").orElse(null),
                                query.limit()));
    }

    private Run findRun(String runId) {
        return store.runs()
                .find(runId)
                .map(StoredRun::run)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Run not found"));
    }

    /** The run first: of a run that is shown as ended, all events are shown. */
    private RunEvents listEvents(String runId, Query query) {
        Run run = findRun(runId);
        return new RunEvents(run, store.events().list(runId, query.limit()));
    }

    /** Checks in the hosted API's order, on which the code that a doubly wrong request gets depends. */
    private Run startRun(Request request, Token token) throws IOException {
        String key = idempotencyKey(request);
        StartRunBody body = StartRunBody.parse(readBody(request));
        limits.takeRunStart(token);
        Repo repo =
                store.repos().find(body.repoId()).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Repo not found"));
        return engine.start(token.userId(), key, body.toRequest(repo), repo);
    }

    private static String idempotencyKey(Request request) {
        String key = Optional.ofNullable(request.getHeaders().get("Idempotency-Key"))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new Refusal(ErrorCode.BAD_REQUEST, "Idempotency-Key is required"));
        if (key.length() > StartRunRequest.MAX_IDEMPOTENCY_KEY_CHARACTERS) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "Idempotency-Key exceeds maximum length of 200 characters");
        }
        return key;
    }

    private static byte[] readBody(Request request) throws IOException {
        if (request.getLength() > MAX_BODY_BYTES + MAX_DISCARDED_BYTES) {
            throw new BodyTooLarge();
        }
        try (InputStream input = Request.asInputStream(request)) {
            byte[] body = input.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                // A client that is still writing when the connection closes may never read the answer.
                input.skip(MAX_DISCARDED_BYTES);
                throw new BodyTooLarge();
            }
            return body;
        }
    }

    private static final class BodyTooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        BodyTooLarge() {
            super("body too large", null, false, false);
        }
    }
}
