package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.transport.Connection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The sessions of the handshake era. A session's id is sealed with its principal's secret, so any replica can tell a
 * true one without knowing it, and nobody else can use it. What is kept is only what runs now, and which sessions were
 * ended here.
 */
final class Sessions {
    /** A client that gets 404 begins a new one; it loses nothing. */
    static final Duration LIFETIME = Duration.ofHours(24);

    /** Beyond these the oldest is forgotten, and its id would work again until it is too old. */
    private static final int MAX_ENDED = 10_000;

    private static final int RANDOM_BYTES = 16;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Map<Key, Lease> active = new ConcurrentHashMap<>();
    private final Map<String, Boolean> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_ENDED;
        }
    };

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** The id of a new session. */
    String open(Principal principal) {
        byte[] unguessable = new byte[RANDOM_BYTES];
        random.nextBytes(unguessable);
        String name = Long.toString(clock.instant().getEpochSecond(), Character.MAX_RADIX) + "."
                + ENCODER.encodeToString(unguessable);
        return name + "." + seal(principal, name);
    }

    /** @throws Refusal 404 if it is none of this principal's, too old, or ended */
    void require(Principal principal, String id) {
        int end = id.lastIndexOf('.');
        int mid = id.indexOf('.');
        boolean ours = end > mid
                && mid > 0
                && MessageDigest.isEqual(
                        seal(principal, id.substring(0, end)).getBytes(StandardCharsets.UTF_8),
                        id.substring(end + 1).getBytes(StandardCharsets.UTF_8));
        if (!ours || isTooOld(id.substring(0, mid)) || isEnded(id)) {
            throw Refusal.of(HttpStatus.NOT_FOUND_404, "There is no such session; send initialize for a new one");
        }
    }

    /** What runs in the session, to which the caller adds. Must be given back. */
    Lease lease(Principal principal, String id, Supplier<Connection> whenFirst) {
        return active.compute(new Key(principal, id), (key, known) -> {
            Lease lease = known == null ? new Lease(key, whenFirst.get()) : known;
            lease.holders++;
            return lease;
        });
    }

    /** Ends the session: stops its waiting. The runs go on. */
    void end(Principal principal, String id) {
        synchronized (ended) {
            ended.put(id, true);
        }
        Lease running = active.get(new Key(principal, id));
        if (running != null) {
            running.connection.cancelAll();
        }
    }

    /** In how many something runs. */
    int inUse() {
        return active.size();
    }

    private boolean isEnded(String id) {
        synchronized (ended) {
            return ended.containsKey(id);
        }
    }

    private boolean isTooOld(String opened) {
        Instant then = Instant.ofEpochSecond(Long.parseLong(opened, Character.MAX_RADIX));
        return then.plus(LIFETIME).isBefore(clock.instant());
    }

    private static String seal(Principal principal, String name) {
        return ENCODER.encodeToString(principal.seal("session " + name));
    }

    private record Key(Principal principal, String id) {}

    /** A hold on what runs in a session. */
    final class Lease {
        private final Key key;
        private final Connection connection;
        private int holders;

        private Lease(Key key, Connection connection) {
            this.key = key;
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        void giveBack() {
            active.computeIfPresent(key, (same, lease) -> {
                lease.holders--;
                return lease.holders == 0 ? null : lease;
            });
        }
    }
}
