package com.mogplex.client;

import com.mogplex.api.StartRunRequest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One request of the v1 API: everything but the host and the token.
 *
 * @param use what it is for, which decides its place in the budget
 * @param route method and path with placeholders, for the log: no id is in it
 * @param path below the v1 prefix, encoded, with the query
 * @param start the body and the key of a start; null for every other request
 * @param dataType what the envelope's {@code data} holds
 * @param isAnswer whether data answers this very request: another run than the one that was asked for does not
 * @param observer who hears of it
 */
record ApiRequest<T>(
        RequestBudget.Use use,
        String route,
        String path,
        @Nullable Start start,
        Class<T> dataType,
        Predicate<T> isAnswer,
        RequestObserver observer) {
    /** What only {@code POST /runs} carries. */
    record Start(StartRunRequest body, String idempotencyKey) {}

    /** One that nobody listens to. */
    ApiRequest(
            RequestBudget.Use use,
            String route,
            String path,
            @Nullable Start start,
            Class<T> dataType,
            Predicate<T> isAnswer) {
        this(use, route, path, start, dataType, isAnswer, RequestObserver.NONE);
    }

    /** {@code GET} or {@code POST}. */
    String method() {
        return route.substring(0, route.indexOf(' '));
    }

    /** The same request in another place of the budget. */
    ApiRequest<T> as(RequestBudget.Use other) {
        return new ApiRequest<>(other, route, path, start, dataType, isAnswer, observer);
    }

    /** The same request, of which somebody hears. */
    ApiRequest<T> observedBy(RequestObserver other) {
        return new ApiRequest<>(use, route, path, start, dataType, isAnswer, other);
    }
}
