package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;
import static com.mogplex.client.RequestBudget.Use.CALL;
import static com.mogplex.client.RequestBudget.Use.START;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvents;
import com.mogplex.api.StartRunRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The six routes of the v1 API that this client calls. */
final class Routes {
    /** The most that one list request may ask for. Source: the v1 documents, "List run events". */
    static final int MAX_LIMIT = RunEvents.MAX_LIMIT;

    /** Ids are opaque, but none is longer; a request line of any length is refused by servers in their own words. */
    private static final int MAX_ID_CHARACTERS = 200;
    /** What would vanish, break a line, or be replaced on its way into a URL. */
    private static final Pattern UNSENDABLE = Pattern.compile("[\\p{Cntrl}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]|[!-~][ -~]*[!-~]");

    private Routes() {}

    static ApiRequest<Answers.Repos> repos(@Nullable String query, int limit) {
        String path = new Query("/repos")
                .with("q", query)
                .with("limit", checked(limit))
                .toString();
        return new ApiRequest<>(CALL, "GET /repos", path, null, Answers.Repos.class, any -> true);
    }

    static ApiRequest<Answers.Sandboxes> sandboxes(@Nullable String repoId, @Nullable String status, int limit) {
        String path = new Query("/sandboxes")
                .with("repo_id", repoId)
                .with("status", status)
                .with("limit", checked(limit))
                .toString();
        return new ApiRequest<>(CALL, "GET /sandboxes", path, null, Answers.Sandboxes.class, any -> true);
    }

    static ApiRequest<Run> start(StartRunRequest body, String idempotencyKey) {
        if (idempotencyKey.length() > StartRunRequest.MAX_IDEMPOTENCY_KEY_CHARACTERS
                || !IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
            throw MogplexException.of(
                    BAD_REQUEST,
                    "The idempotency key must be 1 to " + StartRunRequest.MAX_IDEMPOTENCY_KEY_CHARACTERS
                            + " printable ASCII characters, without a space at either end.");
        }
        ApiRequest.Start start = new ApiRequest.Start(body, idempotencyKey);
        return new ApiRequest<>(START, "POST /runs", "/runs", start, Run.class, any -> true);
    }

    static ApiRequest<Answers.RunDetail> run(String runId) {
        return new ApiRequest<>(
                CALL,
                "GET /runs/{runId}",
                run(runId, ""),
                null,
                Answers.RunDetail.class,
                data -> isRun(runId, data.run()));
    }

    static ApiRequest<RunEvents> events(String runId, int limit) {
        String path =
                new Query(run(runId, "/events")).with("limit", checked(limit)).toString();
        return new ApiRequest<>(
                CALL, "GET /runs/{runId}/events", path, null, RunEvents.class, data -> isRun(runId, data.run()));
    }

    static ApiRequest<Answers.CancelAnswer> cancel(String runId) {
        return new ApiRequest<>(
                CALL,
                "POST /runs/{runId}/cancel",
                run(runId, "/cancel"),
                null,
                Answers.CancelAnswer.class,
                data -> isRun(runId, data.run()));
    }

    /** A UUID may come back in another case of letters than it was asked for in. */
    private static boolean isRun(String askedFor, Run answered) {
        return answered.runId().equalsIgnoreCase(askedFor);
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw MogplexException.of(BAD_REQUEST, "The limit must be 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }

    private static String run(String runId, String rest) {
        // A dot segment would climb to another route, and is the one thing that encoding does not defuse.
        if (runId.isBlank() || runId.equals(".") || runId.equals("..")) {
            throw MogplexException.of(BAD_REQUEST, "The run id is empty or no id.");
        }
        if (runId.length() > MAX_ID_CHARACTERS || UNSENDABLE.matcher(runId).find()) {
            throw MogplexException.of(
                    BAD_REQUEST,
                    "The run id is longer than " + MAX_ID_CHARACTERS + " characters or contains invisible ones.");
        }
        return "/runs/" + encoded(runId) + rest;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A path that grows a query; what is null is left out. */
    private static final class Query {
        private final StringBuilder path;
        private char separator = '?';

        Query(String path) {
            this.path = new StringBuilder(path);
        }

        Query with(String name, @Nullable Object value) {
            if (value != null) {
                path.append(separator).append(name).append('=').append(encoded(value.toString()));
                separator = '&';
            }
            return this;
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
