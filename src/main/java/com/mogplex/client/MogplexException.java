package com.mogplex.client;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to the v1 API that did not bring the answer it should have. Its message is one line, sanitized, and safe to
 * show: no header, no body, no token and no Java name is in it.
 */
public final class MogplexException extends RuntimeException {
    /** The kinds of failure that are not the API's own word. */
    public enum Fault {
        /** No answer: refused, cut off, timed out. */
        UNREACHABLE,
        /** No such host, as far as this machine can find out now. */
        UNKNOWN_HOST,
        /** A certificate that is another's, out of date, or vouched for by nobody: nothing was sent. */
        UNTRUSTED,
        /** An answer that is not the contract's: HTML, nonsense, too large, a redirect. */
        INVALID_RESPONSE,
        /** The caller stopped waiting. */
        INTERRUPTED
    }

    private final @Nullable ErrorCode errorCode;
    private final @Nullable Fault fault;
    private final @Nullable Integer status;
    private final @Nullable Duration retryAfter;
    private final @Nullable String ownSuggestion;

    private MogplexException(
            @Nullable ErrorCode errorCode,
            @Nullable Fault fault,
            @Nullable Integer status,
            String message,
            @Nullable Duration retryAfter,
            @Nullable String ownSuggestion) {
        super(requireNonNull(message, "message is null"), null, false, true);
        this.errorCode = errorCode;
        this.fault = fault;
        this.status = status;
        this.retryAfter = retryAfter;
        this.ownSuggestion = ownSuggestion;
    }

    /** The API, or this program on its behalf, said one of the nine codes. */
    public static MogplexException of(ErrorCode code, String message) {
        return new MogplexException(code, null, code.httpStatus(), message, null, null);
    }

    /**
     * Something on this machine is wrong, and nothing was sent.
     *
     * @param code the API's nearest code, which decides the exit code
     * @param suggestion one sentence that names what to set or to correct
     */
    static MogplexException local(ErrorCode code, String message, String suggestion) {
        return new MogplexException(code, null, null, message, null, requireNonNull(suggestion, "suggestion is null"));
    }

    /** The API said a code and, perhaps, when to come back. */
    public static MogplexException of(ErrorCode code, int status, String message, @Nullable Duration retryAfter) {
        return new MogplexException(code, null, status, message, retryAfter, null);
    }

    /** There was no usable answer. */
    public static MogplexException of(Fault fault, String message) {
        return new MogplexException(null, fault, null, message, null, null);
    }

    /** Whether this is about this machine's own settings: the API was never asked. */
    public boolean isLocal() {
        return ownSuggestion != null;
    }

    /** One of the nine codes, if it is one. */
    public Optional<ErrorCode> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /** What went wrong on the way, if there was no word from the API. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** The code as a word: one of the nine, or a {@link Fault}'s name. */
    public String code() {
        return errorCode != null ? errorCode.name() : requireNonNull(fault).name();
    }

    /** The HTTP status, if there was one. */
    public Optional<Integer> status() {
        return Optional.ofNullable(status);
    }

    /** How long to wait before trying again, if anyone said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the very same request may succeed later. */
    public boolean retryable() {
        return errorCode != null ? errorCode.retryable() : fault == Fault.UNREACHABLE || fault == Fault.UNKNOWN_HOST;
    }

    /** The command line's exit code. */
    public int exitCode() {
        return errorCode != null ? errorCode.exitCode() : 1;
    }

    /** One sentence that says what to do about it. */
    public String suggestion() {
        if (ownSuggestion != null) {
            return ownSuggestion;
        }
        if (errorCode != null) {
            return errorCode.suggestion();
        }
        return switch (requireNonNull(fault)) {
            case UNREACHABLE -> "Check the network and MOGPLEX_URL, then call again.";
            case UNKNOWN_HOST -> "Check MOGPLEX_URL and the network, then call again.";
            case UNTRUSTED ->
                "Check MOGPLEX_URL and this machine's clock and certificates; calling again will not help.";
            case INVALID_RESPONSE -> "Check that MOGPLEX_URL names a Mogplex API; if it does, report this.";
            case INTERRUPTED -> "Call again when you want the answer.";
        };
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
