package com.mogplex.client;

import java.util.Map;

/**
 * One connection pool to one v1 API, for any number of tokens. What a token is allowed is shared by all its callers
 * within the process.
 */
public final class MogplexApi implements AutoCloseable {
    private MogplexApi() {}

    /** The API that this environment names ({@code MOGPLEX_URL}). Opens nothing yet. */
    public static MogplexApi of(Map<String, String> environment) {
        throw new UnsupportedOperationException();
    }

    /** The API under the token of this environment: {@code MOGPLEX_API_KEY}, else {@code auth.json}. */
    public MogplexClient as(Credential credential) {
        throw new UnsupportedOperationException();
    }

    /** Ends all waiting and closes all connections. */
    @Override
    public void close() {}
}
