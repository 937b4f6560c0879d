package com.mogplex.client;

import static com.mogplex.client.MogplexException.Fault.INVALID_RESPONSE;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Json;
import com.mogplex.sanitize.Sanitizer;
import com.mogplex.sanitize.Tally;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;

/**
 * Turns an answer into data or into a {@link MogplexException}, and believes nothing: neither the length, nor the
 * shape, nor that the envelope agrees with the status. What is too large is not read to its end and never held.
 */
final class AnswerReader {
    /** 200 events at the contract's 20 KB each make 4 MB. */
    static final long MAX_BYTES = 16L << 20;

    /** A message needs no more; an error page may be of any size. */
    private static final long MAX_ERROR_BYTES = 64L << 10;

    private static final int MAX_MESSAGE_CHARACTERS = 300;
    /** Small tokens grow most in memory, some 50 bytes each: this bounds an answer's tree to about 25 MB. */
    private static final int MAX_TOKENS = 500_000;
    /** The contract's longest string has 2,000. */
    private static final int MAX_STRING_CHARACTERS = 1_000_000;

    private static final TokenStreamFactory PARSERS = Json.mapper()
            .tokenStreamFactory()
            .rebuild()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .maxStringLength(MAX_STRING_CHARACTERS)
                    .build())
            .build();
    /** An absent truth value is false, whether it is left out or null. */
    private static final ObjectReader READER =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private final Sanitizer sanitizer;

    AnswerReader(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    private record Envelope<T>(
            @Nullable Boolean ok,
            @Nullable T data,
            @Nullable Problem error) {}

    private record Problem(@Nullable String code, @Nullable String message) {}

    /** Loads what reading this type of answer will need. */
    static void warmUp(Class<?> dataType) {
        READER.forType(envelopeOf(dataType)).readValue("{}");
    }

    /**
     * The answer's data.
     *
     * @param retryAfter what the answer's header said, if anything
     * @param length what the answer's header said of its length, in bytes; negative if nothing
     * @throws MogplexException in every other case
     */
    <T> T read(Class<T> dataType, int status, @Nullable Duration retryAfter, long length, InputStream body) {
        if (status >= 300 && status < 400) {
            throw invalid("was a redirect (" + status + "), which is never followed");
        }
        if (status >= 400) {
            throw refusal(status, retryAfter, body);
        }
        if (status < 200) {
            throw invalid("had the HTTP status " + status);
        }
        if (length > MAX_BYTES) {
            throw tooLarge();
        }
        Envelope<T> envelope = success(dataType, body);
        if (!Boolean.TRUE.equals(envelope.ok())) {
            throw invalid("had the HTTP status " + status + " but did not say ok");
        }
        if (envelope.data() == null) {
            throw invalid("held no data");
        }
        return envelope.data();
    }

    private static <T> Envelope<T> success(Class<T> dataType, InputStream body) {
        try {
            Envelope<T> envelope = parse(dataType, new Bounded(body, MAX_BYTES));
            if (envelope == null) {
                throw invalid("was null");
            }
            return envelope;
        } catch (UnexpectedEndOfInputException e) {
            // Only a length tells the end of an answer from a cut; without one, the JSON does.
            throw cut();
        } catch (JacksonIOException e) {
            throw e.getCause() instanceof TooLarge ? tooLarge() : cut();
        } catch (JacksonException e) {
            throw invalid("was not what the contract says");
        }
    }

    private MogplexException refusal(int status, @Nullable Duration retryAfter, InputStream body) {
        ErrorCode byStatus = ErrorCode.ofStatus(status);
        Optional<Problem> problem = problem(body);
        // The contract ties each code to one status; where they disagree, the status is what HTTP acted on.
        ErrorCode code = problem.flatMap(AnswerReader::knownCode)
                .filter(known -> known.httpStatus() == status)
                .orElse(byStatus);
        String message = problem.flatMap(said -> Optional.ofNullable(said.message()))
                .map(this::safe)
                .filter(text -> !text.isBlank())
                .orElse("The API answered with the HTTP status " + status + ".");
        return MogplexException.of(code, status, message, retryAfter);
    }

    private static Optional<Problem> problem(InputStream body) {
        try {
            Envelope<Object> envelope = parse(Object.class, new Bounded(body, MAX_ERROR_BYTES));
            return Optional.ofNullable(envelope).flatMap(said -> Optional.ofNullable(said.error()));
        } catch (JacksonException e) {
            // An error page, or half of an answer: the status alone has to do.
            return Optional.empty();
        }
    }

    private static Optional<ErrorCode> knownCode(Problem problem) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().equals(problem.code())) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** A line of the API's own text as it may be shown or logged. */
    String safe(String message) {
        String line = sanitizer.line(message, new Tally());
        if (line.length() <= MAX_MESSAGE_CHARACTERS) {
            return line;
        }
        int end = MAX_MESSAGE_CHARACTERS - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static <T> @Nullable Envelope<T> parse(Class<T> dataType, InputStream body) {
        try (JsonParser parser = PARSERS.createParser(ObjectReadContext.empty(), body)) {
            return READER.forType(envelopeOf(dataType)).readValue(parser);
        }
    }

    private static JavaType envelopeOf(Class<?> dataType) {
        return Json.mapper().getTypeFactory().constructParametricType(Envelope.class, dataType);
    }

    private static MogplexException invalid(String what) {
        return MogplexException.of(INVALID_RESPONSE, "The answer " + what + ".");
    }

    private static MogplexException tooLarge() {
        return invalid("was larger than 16 MiB");
    }

    private static MogplexException cut() {
        return MogplexException.of(UNREACHABLE, "The answer was cut off before its end.");
    }

    /** Fails at the first byte too many; counts what gzip makes of a body, not what it was sent as. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                count(1);
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        private void count(int bytes) throws TooLarge {
            left -= bytes;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }

    private static final class TooLarge extends IOException {}
}
