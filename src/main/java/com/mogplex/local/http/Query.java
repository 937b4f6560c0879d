package com.mogplex.local.http;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.RunEvents;
import com.mogplex.local.engine.Refusal;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** The part of an address behind the question mark. */
final class Query {
    private static final int DEFAULT_LIMIT = 100;

    private final Fields fields;

    private Query(Fields fields) {
        this.fields = fields;
    }

    static Query of(Request request) {
        try {
            return new Query(Request.extractQueryParameters(request));
        } catch (RuntimeException e) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "Invalid query string");
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.getValue(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Never an error: what is no number is the default, and what is out of range is brought into it. */
    int limit() {
        String text = text("limit").orElse("");
        if (!text.matches("[+-]?[0-9]+")) {
            return DEFAULT_LIMIT;
        }
        if (text.startsWith("-")) {
            return 1;
        }
        String digits = text.replaceFirst("^[+]?0*", "");
        if (digits.length() > 3) {
            return RunEvents.MAX_LIMIT;
        }
        int number = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        return Math.max(1, Math.min(RunEvents.MAX_LIMIT, number));
    }
}
