package com.mogplex.mcp.transport.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags of {@code mogplex mcp --transport http}.
 *
 * @param port 0 is any free one
 * @param sharedToken whether all callers use the server's own token
 * @param clientTokens a file of the words that callers then must know, one a line
 * @param trustForwarded whether a proxy in front says how callers reached it
 * @param grace how long the server may take to end when it is told to
 * @param admin where metrics and probes are served as well; null for nowhere
 */
public record HttpOptions(
        String host,
        int port,
        Set<String> allowedHosts,
        Set<String> allowedOrigins,
        boolean sharedToken,
        @Nullable Path clientTokens,
        boolean trustForwarded,
        Duration grace,
        Limits limits,
        @Nullable AdminAddress admin) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if the flags do not go together */
    public HttpOptions {
        allowedHosts = Set.copyOf(allowedHosts);
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (clientTokens != null && !sharedToken) {
            throw new IllegalArgumentException("--client-token-file goes with --shared-token");
        }
        if (sharedToken && clientTokens == null && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "--shared-token on " + host
                            + " would let anybody who reaches it use your token; add --client-token-file, or listen on 127.0.0.1");
        }
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    /** Reads flags one by one, as they come among others. */
    public static final class Reader {
        private String host = "127.0.0.1";
        private int port = 7_333;
        private final Set<String> allowedHosts = new LinkedHashSet<>();
        private final Set<String> allowedOrigins = new LinkedHashSet<>();
        private boolean sharedToken;
        private @Nullable Path clientTokens;
        private boolean trustForwarded;
        private @Nullable String adminHost;
        private @Nullable Integer adminPort;
        private Duration grace = Duration.ofSeconds(25);
        private int connections = Limits.DEFAULT.connections();
        private int callsPerCaller = Limits.DEFAULT.callsPerCaller();
        private int streamsPerCaller = Limits.DEFAULT.streamsPerCaller();
        private int streams = Limits.DEFAULT.streams();

        /**
         * Takes the flag, and its value from those that follow.
         *
         * @return false if it is none of HTTP's
         * @throws IllegalArgumentException if the value is none
         */
        public boolean take(String flag, Iterator<String> rest) {
            switch (flag) {
                case "--host" -> host = value(flag, rest);
                case "--port" -> port = number(flag, rest, 0, MAX_PORT);
                case "--allow-host" -> names(flag, rest, allowedHosts);
                case "--allow-origin" -> names(flag, rest, allowedOrigins);
                case "--shared-token" -> sharedToken = true;
                case "--client-token-file" -> clientTokens = Path.of(value(flag, rest));
                case "--admin-host" -> adminHost = value(flag, rest);
                case "--admin-port" -> adminPort = number(flag, rest, 0, MAX_PORT);
                case "--trust-forwarded" -> trustForwarded = true;
                case "--grace-seconds" -> grace = Duration.ofSeconds(number(flag, rest, 0, 3_600));
                case "--max-connections" -> connections = number(flag, rest, 1, 1_000_000);
                case "--max-calls-per-caller" -> callsPerCaller = number(flag, rest, 1, 1_000_000);
                case "--max-streams-per-caller" -> streamsPerCaller = number(flag, rest, 1, 1_000_000);
                case "--max-streams" -> streams = number(flag, rest, 1, 1_000_000);
                default -> {
                    return false;
                }
            }
            return true;
        }

        /**
         * All that was read.
         *
         * @throws IllegalArgumentException if the flags do not go together
         */
        public HttpOptions options() {
            Limits usual = Limits.DEFAULT;
            return new HttpOptions(
                    host,
                    port,
                    allowedHosts,
                    allowedOrigins,
                    sharedToken,
                    clientTokens,
                    trustForwarded,
                    grace,
                    new Limits(
                            connections,
                            callsPerCaller,
                            streamsPerCaller,
                            streams,
                            usual.headerTime(),
                            usual.bodyTime(),
                            usual.keepAlivePeriod()),
                    admin());
        }

        private @Nullable AdminAddress admin() {
            if (adminPort == null) {
                if (adminHost != null) {
                    throw new IllegalArgumentException("--admin-host goes with --admin-port");
                }
                return null;
            }
            return new AdminAddress(adminHost == null ? "127.0.0.1" : adminHost, adminPort);
        }

        private static String value(String flag, Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(flag + " needs a value");
            }
            return rest.next();
        }

        private static int number(String flag, Iterator<String> rest, int least, int most) {
            try {
                int number = Integer.parseInt(value(flag, rest));
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Said below.
            }
            throw new IllegalArgumentException(flag + " needs a whole number from " + least + " to " + most);
        }

        private static void names(String flag, Iterator<String> rest, Set<String> names) {
            for (String name : value(flag, rest).split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
    }
}
