package com.mogplex.client;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvents;
import com.mogplex.sanitize.Sanitizer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection pool to one v1 API, for any number of tokens. What a token is allowed is shared by all its callers
 * within the process.
 */
public final class MogplexApi implements AutoCloseable {
    /** Tokens whose budget is remembered; the one that was used longest ago is forgotten first. */
    private static final int MAX_TOKENS = 1000;

    /** Enough to never be noticed, and yet an end to a loop that went wild. */
    private static final int LOOPBACK_REQUESTS_PER_MINUTE = 60_000;

    private final BaseUrl baseUrl;
    private final Optional<EnvironmentProxy> proxy;
    private final RetryPolicy policy;
    private final Scheduler scheduler;
    private final Consumer<Wait> onWait;
    private final OpenFutures open = new OpenFutures();
    private final Map<String, MogplexClient> clients = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Connections connections;
    private boolean closed;

    private MogplexApi(
            BaseUrl baseUrl,
            Optional<EnvironmentProxy> proxy,
            RetryPolicy policy,
            Scheduler scheduler,
            Consumer<Wait> onWait) {
        this.baseUrl = baseUrl;
        this.proxy = proxy;
        this.policy = policy;
        this.scheduler = scheduler;
        this.onWait = onWait;
    }

    /**
     * The API that this environment names ({@code MOGPLEX_URL}), through the proxy that it names ({@code HTTPS_PROXY},
     * {@code NO_PROXY}). Opens nothing yet.
     *
     * @throws MogplexException {@code BAD_REQUEST} if it names one that may not be used
     */
    public static MogplexApi of(Map<String, String> environment) {
        return of(environment, unheard -> {});
    }

    /**
     * The same, for somebody who wants to know what is waited for.
     *
     * @param onWait told of every pause before it begins, on any thread; must return quickly
     * @throws MogplexException {@code BAD_REQUEST} if the environment names an API that may not be used
     */
    public static MogplexApi of(Map<String, String> environment, Consumer<Wait> onWait) {
        return of(environment, new RetryPolicy(), new SystemScheduler(), onWait);
    }

    /** The same with other patience and another clock, for tests. */
    static MogplexApi of(Map<String, String> environment, RetryPolicy policy, Scheduler scheduler) {
        return of(environment, policy, scheduler, unheard -> {});
    }

    private static MogplexApi of(
            Map<String, String> environment, RetryPolicy policy, Scheduler scheduler, Consumer<Wait> onWait) {
        BaseUrl baseUrl = BaseUrl.of(environment);
        return new MogplexApi(baseUrl, EnvironmentProxy.towards(baseUrl, environment), policy, scheduler, onWait);
    }

    /** The API under this token. All clients of one token share its budget and its follower. */
    public synchronized MogplexClient as(Credential credential) {
        MogplexClient known = clients.get(credential.token());
        if (known != null) {
            return known;
        }
        if (clients.size() >= MAX_TOKENS) {
            clients.remove(clients.keySet().iterator().next());
        }
        MogplexClient client = client(credential);
        clients.put(credential.token(), client);
        return client;
    }

    private MogplexClient client(Credential credential) {
        Sanitizer sanitizer = Sanitizer.knowing(List.of(credential.token()));
        Exchange exchange = new TokenExchange(credential, new AnswerReader(sanitizer));
        ApiCaller caller =
                new ApiCaller(exchange, new RequestBudget(scheduler, requestsPerMinute()), policy, scheduler, onWait);
        return new MogplexClient(caller, new RunFollower(caller, policy, sanitizer, scheduler, open), sanitizer, open);
    }

    /** Loopback is a development API, which has no limit of its own unless it was told to have one. */
    private int requestsPerMinute() {
        return baseUrl.isLoopback() ? LOOPBACK_REQUESTS_PER_MINUTE : RequestBudget.LIMIT;
    }

    /** Sends under one token, over the connections that all tokens share. */
    private final class TokenExchange implements Exchange {
        private final Credential credential;
        private final AnswerReader reader;

        TokenExchange(Credential credential, AnswerReader reader) {
            this.credential = credential;
            this.reader = reader;
        }

        @Override
        public <T> CompletableFuture<T> send(ApiRequest<T> request, int attempt, Duration timeout) {
            return connections().send(request, credential, reader, attempt, timeout);
        }
    }

    /** Built on first use: loading OkHttp takes longer than all else that a start needs. */
    private synchronized Connections connections() {
        if (connections == null) {
            connections = new Connections(baseUrl, proxy);
            if (closed) {
                connections.close();
            }
        }
        return connections;
    }

    /**
     * Loads in the background what the first request will need (HTTP, TLS, the readers of answers), so that it need not
     * wait for that. Sends nothing, and returns at once.
     */
    @SuppressWarnings("ThreadPriorityCheck") // A hint is enough: whoever answers the host meanwhile goes first.
    public void warmUp() {
        Thread thread = new Thread(
                () -> {
                    try {
                        connections();
                        for (Class<?> type :
                                List.of(Run.class, RunEvents.class, Answers.Repos.class, Answers.RunDetail.class)) {
                            AnswerReader.warmUp(type);
                        }
                    } catch (RuntimeException ignored) {
                        // The first request will meet it again, and its caller will be told.
                    }
                },
                "mogplex-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /**
     * What time it is where the API is, by the answer to a request without a token; empty if the answer does not say.
     * Goes the same way, through the same proxy, as every other request, and is not repeated.
     *
     * @param timeout how long the answer may take
     * @throws MogplexException {@code UNREACHABLE} if there is no answer
     */
    public Optional<Instant> timeThere(Duration timeout) {
        return connections().timeThere(timeout);
    }

    /** Ends all waiting and closes all connections. */
    @Override
    public void close() {
        open.close();
        scheduler.close();
        synchronized (this) {
            closed = true;
            if (connections != null) {
                connections.close();
            }
        }
    }
}
