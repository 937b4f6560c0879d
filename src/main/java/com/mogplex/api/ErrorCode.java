package com.mogplex.api;

/**
 * The nine error codes of the v1 API, and everything that follows from one: its HTTP status, the exit code of the
 * command line, what may be done about retrying, and what to tell a person or a model to do next.
 *
 * <p>Source: the v1 documents, "Errors" and "Exit codes".
 */
public enum ErrorCode {
    BAD_REQUEST(400, 1, Retry.NEVER, "Correct the arguments and call again."),
    UNAUTHORIZED(
            401,
            64,
            Retry.NEVER,
            "Set MOGPLEX_API_KEY to a valid token; issue one at https://www.mogplex.com/settings/api-keys."),
    FORBIDDEN(403, 65, Retry.NEVER, "Use a token that has the scope this needs: read for looking, write for changing."),
    NOT_FOUND(404, 1, Retry.NEVER, "List the repos or runs again and pass an id that this token owns."),
    CONFLICT(409, 1, Retry.AFTER_REREADING, "Read the run again before deciding what to do."),
    IDEMPOTENCY_CONFLICT(
            409,
            1,
            Retry.NEVER,
            "The key belongs to a different request: repeat that request, or send this one without an idempotency key."),
    RATE_LIMITED(429, 75, Retry.WITH_BACKOFF, "Wait before calling again."),
    INTERNAL_ERROR(500, 1, Retry.ONCE, "Try once more; if it fails again, stop and report it."),
    SERVICE_UNAVAILABLE(503, 69, Retry.WITH_BACKOFF, "Wait a minute before calling again.");

    /** What the contract allows a client to do with a request that ended in this error. */
    public enum Retry {
        /** The same request can only fail again. */
        NEVER,
        /** Only after reading the resource again. */
        AFTER_REREADING,
        /** One more time, after a pause. */
        ONCE,
        /** As often as time allows, backing off and honouring {@code Retry-After}. */
        WITH_BACKOFF
    }

    private final int httpStatus;
    private final int exitCode;
    private final Retry retry;
    private final String suggestion;

    ErrorCode(int httpStatus, int exitCode, Retry retry, String suggestion) {
        this.httpStatus = httpStatus;
        this.exitCode = exitCode;
        this.retry = retry;
        this.suggestion = suggestion;
    }

    /** The HTTP status that always goes with this code. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The command line's exit code for it. */
    public int exitCode() {
        return exitCode;
    }

    /** The contract's retry class. */
    public Retry retry() {
        return retry;
    }

    /** Whether the very same request may succeed later. */
    public boolean retryable() {
        return retry == Retry.ONCE || retry == Retry.WITH_BACKOFF;
    }

    /** One sentence that says what to do about it. */
    public String suggestion() {
        return suggestion;
    }

    /**
     * The code for an HTTP failure status whose body named none that is known.
     *
     * @param status an HTTP status of 400 or more
     */
    public static ErrorCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 409 -> CONFLICT;
            case 429 -> RATE_LIMITED;
            case 502, 503, 504 -> SERVICE_UNAVAILABLE;
            default -> status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
        };
    }
}
