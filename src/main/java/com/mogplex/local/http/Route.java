package com.mogplex.local.http;

import com.mogplex.local.store.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The six routes: how each is called, what it needs, and what is said when it breaks. */
@SuppressWarnings("ImmutableEnumChecker") // The list is immutable; its type cannot say so.
enum Route {
    LIST_REPOS("GET", "repos", Scope.READ, "Failed to list repos"),
    LIST_SANDBOXES("GET", "sandboxes", Scope.READ, "Failed to list sandboxes"),
    START_RUN("POST", "runs", Scope.WRITE, "Failed to start run"),
    GET_RUN("GET", "runs/*", Scope.READ, "Failed to load run"),
    LIST_EVENTS("GET", "runs/*/events", Scope.READ, "Failed to list events"),
    CANCEL_RUN("POST", "runs/*/cancel", Scope.WRITE, "Failed to cancel run");

    private static final String PREFIX = "/api/v1/mogplex/";

    private final String method;
    private final List<String> path;
    private final Scope scope;
    private final String failure;

    Route(String method, String path, Scope scope, String failure) {
        this.method = method;
        this.path = List.of(path.split("/"));
        this.scope = scope;
        this.failure = failure;
    }

    /**
     * The route of a path.
     *
     * @param rawPath as it was sent: a slash that was percent-encoded separates nothing
     */
    static Optional<Route> of(String rawPath) {
        if (!rawPath.startsWith(PREFIX)) {
            return Optional.empty();
        }
        List<String> parts = Arrays.asList(rawPath.substring(PREFIX.length()).split("/", -1));
        return Arrays.stream(values()).filter(route -> route.matches(parts)).findFirst();
    }

    private boolean matches(List<String> parts) {
        if (parts.size() != path.size()) {
            return false;
        }
        for (int index = 0; index < parts.size(); index++) {
            boolean any = path.get(index).equals("*") && !parts.get(index).isEmpty();
            if (!any && !path.get(index).equals(parts.get(index))) {
                return false;
            }
        }
        return true;
    }

    /** The run's id in a path of this route. Ids have no character that would be encoded. */
    String runId(String rawPath) {
        return rawPath.substring(PREFIX.length()).split("/", -1)[1];
    }

    boolean takes(String requestMethod) {
        return requestMethod.equals(method) || (requestMethod.equals("HEAD") && method.equals("GET"));
    }

    /** For the {@code Allow} header. */
    String allowed() {
        return method.equals("GET") ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
    }

    Scope scope() {
        return scope;
    }

    /** What is said when something unexpected happens. */
    String failure() {
        return failure;
    }
}
