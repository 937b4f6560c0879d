package com.mogplex.client;

import static com.mogplex.client.MogplexException.Fault.INVALID_RESPONSE;

import com.mogplex.api.Json;
import com.mogplex.api.ProgramVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that knows OkHttp: connections to one API, shared by all tokens. Only loaded when the first request is
 * sent or {@link MogplexApi#warmUp()} is called.
 */
final class Connections implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** So long without a byte, a connection counts as dead, and is not used for the next attempt either. */
    private static final Duration SILENCE = Duration.ofSeconds(20);
    /** Above the 60 a minute of a token, so that tokens do not queue for each other. */
    private static final int MAX_REQUESTS = 256;

    /** As many as calls run at once, so that a busy server need not connect anew for each; OkHttp keeps 5 by itself. */
    private static final int MAX_IDLE_CONNECTIONS = 64;

    private static final MediaType JSON = MediaType.get("application/json");
    /** The scheme of the challenge that OkHttp makes up itself, to be answered before the proxy was asked. */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    private static final Pattern REQUEST_ID = Pattern.compile("[\\w.:/=+-]{1,100}");

    private final BaseUrl baseUrl;
    private final Optional<EnvironmentProxy> proxy;
    private final OkHttpClient http;

    Connections(BaseUrl baseUrl, Optional<EnvironmentProxy> proxy) {
        this(baseUrl, proxy, UnaryOperator.identity());
    }

    /** @param more what a test adds: trust in its own certificate */
    Connections(BaseUrl baseUrl, Optional<EnvironmentProxy> proxy, UnaryOperator<OkHttpClient.Builder> more) {
        this.baseUrl = baseUrl;
        this.proxy = proxy;
        Dispatcher dispatcher = new Dispatcher(daemonThreads());
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .connectTimeout(CONNECT_TIMEOUT)
                // The whole call has a bound of its own, set for each; it holds for a trickle of bytes, too.
                .readTimeout(SILENCE)
                .writeTimeout(SILENCE)
                // RetryPolicy decides, and a bearer token follows no one.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(proxy.map(Connections::address).orElse(Proxy.NO_PROXY))
                .addNetworkInterceptor(chain -> withoutInvitation(chain.proceed(chain.request())));
        proxy.ifPresent(through -> authenticate(builder, through));
        if (baseUrl.scheme().equals("http")) {
            // Loading TLS takes longer than all requests to this machine together.
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        this.http = more.apply(builder).build();
    }

    private static ExecutorService daemonThreads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "mogplex-http");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Proxy address(EnvironmentProxy proxy) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
    }

    /** OkHttp asks before the first request to the proxy, and again if the proxy has refused what was sent. */
    private static void authenticate(OkHttpClient.Builder builder, EnvironmentProxy proxy) {
        builder.proxyAuthenticator((route, response) -> {
            boolean beforehand = response.challenges().stream()
                    .anyMatch(challenge -> challenge.scheme().equals(PREEMPTIVE));
            if (!beforehand) {
                throw new NoAnswer.ProxyRefusedUser();
            }
            return proxy.user() == null
                    ? null
                    : response.request()
                            .newBuilder()
                            .header(
                                    "Proxy-Authorization",
                                    Credentials.basic(
                                            proxy.user(),
                                            Optional.ofNullable(proxy.password())
                                                    .orElse("")))
                            .build();
        });
    }

    /**
     * OkHttp repeats a request by itself after a 503 with {@code Retry-After: 0}; the policy is to decide that, too.
     */
    private static Response withoutInvitation(Response response) {
        return response.code() == 503 && "0".equals(response.header("Retry-After"))
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }

    /** As {@link Exchange#send}, under this token. */
    <T> CompletableFuture<T> send(
            ApiRequest<T> request, Credential credential, AnswerReader reader, int attempt, Duration timeout) {
        Request.Builder outgoing = httpRequest(request, credential);
        RequestObserver.Sent observed = request.observer()
                .sending(
                        new RequestObserver.Sending(request.route(), attempt, baseUrl.host(), baseUrl.effectivePort()),
                        outgoing::header);
        Call call = http.newCall(outgoing.build());
        call.timeout().timeout(Math.max(1, timeout.toNanos()), TimeUnit.NANOSECONDS);
        CompletableFuture<T> result = new CompletableFuture<>();
        result.whenComplete((data, failure) -> {
            if (result.isCancelled()) {
                call.cancel();
            }
        });
        call.enqueue(new Callback() {
            private final long begun = System.nanoTime();

            @Override
            public void onResponse(Call answered, Response response) {
                observed.ended(OptionalInt.of(response.code()));
                try (response) {
                    T data = read(request, reader, response);
                    log(request, attempt, begun, response.code() + requestId(response, reader));
                    result.complete(data);
                } catch (MogplexException e) {
                    log(request, attempt, begun, response.code() + " " + e.code() + requestId(response, reader));
                    result.completeExceptionally(e);
                } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                    // Without its message, which may quote the answer.
                    log.debug("reading an answer failed: {}", e.getClass().getName());
                    result.completeExceptionally(
                            MogplexException.of(INVALID_RESPONSE, "The answer could not be worked with."));
                }
            }

            @Override
            public void onFailure(Call failed, IOException e) {
                observed.ended(OptionalInt.empty());
                MogplexException reason = NoAnswer.because(e, baseUrl, proxy);
                log(request, attempt, begun, result.isCancelled() ? "given up" : reason.code());
                result.completeExceptionally(reason);
            }
        });
        return result;
    }

    /** As {@link MogplexApi#timeThere}. */
    Optional<Instant> timeThere(Duration timeout) {
        Request request = new Request.Builder()
                .url(HttpUrl.get(baseUrl.resolve("")))
                .head()
                .header("User-Agent", "mogplex/" + ProgramVersion.text())
                .build();
        Call call = http.newCall(request);
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            return Optional.ofNullable(response.headers().getDate("Date")).map(Date::toInstant);
        } catch (IOException e) {
            throw NoAnswer.because(e, baseUrl, proxy);
        }
    }

    private <T> Request.Builder httpRequest(ApiRequest<T> request, Credential credential) {
        Request.Builder builder = new Request.Builder()
                .url(HttpUrl.get(baseUrl.resolve(request.path())))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + credential.token())
                .header("User-Agent", "mogplex/" + ProgramVersion.text());
        ApiRequest.Start start = request.start();
        if (start != null) {
            builder.header("Idempotency-Key", start.idempotencyKey());
            // Bytes, not a string: OkHttp would add a charset to the content type.
            return builder.post(RequestBody.create(Json.mapper().writeValueAsBytes(start.body()), JSON));
        }
        return request.method().equals("POST") ? builder.post(RequestBody.EMPTY) : builder.get();
    }

    private static <T> T read(ApiRequest<T> request, AnswerReader reader, Response response) {
        Duration retryAfter = RetryAfter.of(response.headers(), Instant.now()).orElse(null);
        return reader.read(
                request.dataType(),
                response.code(),
                retryAfter,
                response.body().contentLength(),
                response.body().byteStream());
    }

    /** The v1 documents ask for it in reports but do not name the header; these two are what hosts send. */
    private static String requestId(Response response, AnswerReader reader) {
        String id = response.header("x-request-id", response.header("x-vercel-id", ""));
        return id != null && REQUEST_ID.matcher(id).matches() ? ", request " + reader.safe(id) : "";
    }

    private static void log(ApiRequest<?> request, int attempt, long begun, String outcome) {
        if (log.isDebugEnabled()) {
            long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            log.debug("{}, attempt {}, {} ms: {}", request.route(), attempt, milliseconds, outcome);
        }
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
