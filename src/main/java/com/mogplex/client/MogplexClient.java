package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;
import static com.mogplex.api.ErrorCode.NOT_FOUND;
import static com.mogplex.client.MogplexException.Fault.INTERRUPTED;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;

import com.mogplex.api.Cancellation;
import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvents;
import com.mogplex.api.Sandbox;
import com.mogplex.api.StartRunRequest;
import com.mogplex.sanitize.Sanitizer;
import com.mogplex.sanitize.Tally;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The v1 API under one token. Every answer is sanitized; every failure is a {@link MogplexException}. Safe for use by
 * many threads; a thread that is interrupted while it waits gets {@link MogplexException.Fault#INTERRUPTED}, its
 * request is broken off, and it stays interrupted.
 */
public final class MogplexClient {
    private static final int SIMILAR_SHOWN = 3;
    private static final Pattern UUID_SHAPE =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private final ApiCaller caller;
    private final RunFollower follower;
    private final Sanitizer sanitizer;
    private final OpenFutures open;
    private final RequestObserver observer;

    MogplexClient(ApiCaller caller, RunFollower follower, Sanitizer sanitizer, OpenFutures open) {
        this(caller, follower, sanitizer, open, RequestObserver.NONE);
    }

    private MogplexClient(
            ApiCaller caller, RunFollower follower, Sanitizer sanitizer, OpenFutures open, RequestObserver observer) {
        this.caller = caller;
        this.follower = follower;
        this.sanitizer = sanitizer;
        this.open = open;
        this.observer = observer;
    }

    /** The same client, whose requests somebody hears of; it shares everything else. */
    public MogplexClient observedBy(RequestObserver other) {
        return new MogplexClient(caller, follower.observedBy(other), sanitizer, open, other);
    }

    /** A key for one start: no two are equal. */
    public static String newIdempotencyKey() {
        return UUID.randomUUID().toString();
    }

    /**
     * {@code GET /repos}: those whose full name contains the query, if there is one; at most {@code limit} (1 to 200).
     */
    public List<Repo> listRepos(@Nullable String query, int limit, Deadline deadline) {
        Tally tally = new Tally();
        return await(Routes.repos(query, limit), deadline).repos().stream()
                .limit(limit)
                .map(repo -> sanitizer.repo(repo, tally))
                .toList();
    }

    /**
     * The id of a repo. A UUID is used as it is and costs no request; {@code owner/name} is looked up and must be equal
     * to a full name, in any case of letters.
     *
     * @throws MogplexException {@code NOT_FOUND}, with up to three similar names, if there is no such repo;
     *     {@code BAD_REQUEST} if there are several
     */
    public String resolveRepoId(String idOrFullName, Deadline deadline) {
        if (UUID_SHAPE.matcher(idOrFullName).matches()) {
            return idOrFullName;
        }
        if (idOrFullName.isBlank()) {
            throw MogplexException.of(BAD_REQUEST, "The repo is empty: give its id or owner/name.");
        }
        List<Repo> found = listRepos(idOrFullName, Routes.MAX_LIMIT, deadline);
        List<Repo> equal = found.stream()
                .filter(repo -> repo.fullName().equalsIgnoreCase(idOrFullName))
                .toList();
        Optional<Repo> exact = equal.stream()
                .filter(repo -> repo.fullName().equals(idOrFullName))
                .findFirst();
        if (exact.isPresent()) {
            return exact.get().id();
        }
        if (equal.size() > 1) {
            throw MogplexException.of(
                    BAD_REQUEST,
                    "There are " + equal.size() + " repos named " + line(idOrFullName) + ": use the id of one.");
        }
        return equal.stream().findFirst().map(Repo::id).orElseThrow(() -> noSuchRepo(idOrFullName, found, deadline));
    }

    private MogplexException noSuchRepo(String fullName, List<Repo> found, Deadline deadline) {
        String name = fullName.substring(fullName.lastIndexOf('/') + 1);
        List<Repo> similar = found.isEmpty() && !name.isBlank() && !name.equals(fullName)
                ? listRepos(name, SIMILAR_SHOWN, deadline)
                : found;
        String hint = similar.isEmpty()
                ? ""
                : " Similar: "
                        + similar.stream()
                                .limit(SIMILAR_SHOWN)
                                .map(Repo::fullName)
                                .collect(Collectors.joining(", "))
                        + ".";
        return MogplexException.of(NOT_FOUND, "This token has no repo named " + line(fullName) + "." + hint);
    }

    /**
     * {@code POST /runs} under this idempotency key, which stays the same through every retry, so that at most one run
     * is started.
     *
     * @param idempotencyKey 1 to 200 printable ASCII characters; see {@link #newIdempotencyKey()}
     */
    public Run startRun(StartRunRequest request, String idempotencyKey, Deadline deadline) {
        return sanitizer.run(await(Routes.start(request, idempotencyKey), deadline), new Tally());
    }

    /** {@code GET /runs/{runId}}. */
    public Run getRun(String runId, Deadline deadline) {
        return sanitizer.run(await(Routes.run(runId), deadline).run(), new Tally());
    }

    /** {@code GET /runs/{runId}/events}: the oldest {@code limit} (1 to 200) events. */
    public RunSnapshot listRunEvents(String runId, int limit, Deadline deadline) {
        RunEvents page = await(Routes.events(runId, limit), deadline);
        EventLog events = new EventLog(sanitizer);
        events.add(page.events().subList(0, Math.min(limit, page.events().size())));
        return events.snapshot(page.run());
    }

    /** {@code POST /runs/{runId}/cancel}. */
    public Cancellation cancelRun(String runId, Deadline deadline) {
        Answers.CancelAnswer answer = await(Routes.cancel(runId), deadline);
        return new Cancellation(sanitizer.run(answer.run(), new Tally()), line(outcome(answer)));
    }

    /** The documents' word; a later server says the run's status instead, and the outcome in a field of its own. */
    private static String outcome(Answers.CancelAnswer answer) {
        if (answer.alreadyTerminal() != null) {
            return answer.alreadyTerminal() ? Cancellation.ALREADY_TERMINAL : Cancellation.REQUESTED;
        }
        return Optional.ofNullable(answer.status()).orElse(Cancellation.REQUESTED);
    }

    /** {@code GET /sandboxes}. */
    public List<Sandbox> listSandboxes(@Nullable String repoId, @Nullable String status, int limit, Deadline deadline) {
        Tally tally = new Tally();
        return await(Routes.sandboxes(repoId, status, limit), deadline).sandboxes().stream()
                .limit(limit)
                .map(sandbox -> sanitizer.sandbox(sandbox, tally))
                .toList();
    }

    /** Follows runs under the same token. */
    public RunFollower follower() {
        return follower;
    }

    private String line(String untrusted) {
        return sanitizer.line(untrusted, new Tally());
    }

    private <T> T await(ApiRequest<T> request, Deadline deadline) {
        CompletableFuture<T> answer = open.track(caller.call(request.observedBy(observer), deadline.nanoTime()));
        try {
            return answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MogplexException.of(INTERRUPTED, "The request was broken off.");
        } catch (TimeoutException e) {
            throw MogplexException.of(UNREACHABLE, "There was no answer within the time allowed.");
        } catch (ExecutionException e) {
            throw ApiCaller.reason(Optional.ofNullable(e.getCause()).orElse(e));
        } finally {
            answer.cancel(true);
        }
    }
}
