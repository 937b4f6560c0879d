package com.mogplex.mcp;

import com.mogplex.client.Credential;
import com.mogplex.client.MogplexApi;
import com.mogplex.client.MogplexException;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.transport.http.HttpOptions;
import com.mogplex.mcp.transport.http.HttpTransport;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * {@code mogplex mcp --transport http}: from the start of the process to its end. Not loaded for any other transport.
 */
final class HttpService {
    private HttpService() {}

    /**
     * Serves until the process is told to end; then finishes what runs, and ends it with 0.
     *
     * @throws IllegalArgumentException if it cannot be served as asked
     */
    static void serve(HttpOptions options, Dispatcher dispatcher, Map<String, String> environment) {
        MogplexApi api;
        try {
            api = MogplexApi.of(environment);
        } catch (MogplexException unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
        HttpTransport transport =
                HttpTransport.start(options, dispatcher, api::as, () -> api.as(Credential.of(environment)));
        // An end by signal is the usual end of a service, and no failure: hence 0 and not the signal's number.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            transport.drain();
                            transport.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "mogplex-drain"));
        System.err.println("mogplex mcp: listening on " + options.scheme() + "://" + options.host() + ":"
                + transport.port() + "/mcp");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
