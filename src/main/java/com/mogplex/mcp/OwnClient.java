package com.mogplex.mcp;

import com.mogplex.client.Credential;
import com.mogplex.client.MogplexApi;
import com.mogplex.client.MogplexClient;
import com.mogplex.client.MogplexException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The v1 API under the server's own token. Made at the first call, and looked up again until it succeeds: a server
 * without a token still starts, says what is missing when asked to work, and works once it is there.
 */
final class OwnClient implements Supplier<MogplexClient> {
    private final Map<String, String> environment;
    private @Nullable MogplexApi api;
    private @Nullable MogplexClient client;

    OwnClient(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public synchronized MogplexClient get() {
        if (client == null) {
            client = api().as(Credential.of(environment));
        }
        return client;
    }

    /** Loads in the background what the first call will need. */
    void warmUp() {
        try {
            api().warmUp();
        } catch (MogplexException unusable) {
            // The first call says so.
        }
    }

    private synchronized MogplexApi api() {
        if (api == null) {
            api = MogplexApi.of(environment);
        }
        return api;
    }
}
