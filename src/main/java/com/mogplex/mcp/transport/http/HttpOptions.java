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
 * @param allowedHosts beside the loopback names: a host, for any port of it, or {@code host:port}; in lower case
 * @param allowedOrigins beside the loopback ones: {@code scheme://host} or {@code scheme://host:port}; in lower case
 * @param sharedToken whether all callers use the server's own token
 * @param clientTokens a file of the words that callers then must know, one a line
 * @param tls where its certificate is; null to speak plain HTTP
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
        @Nullable TlsFiles tls,
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

    /** The scheme of its own URLs. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }

    /** The same with other bounds. */
    HttpOptions with(Limits others) {
        return new HttpOptions(
                host,
                port,
                allowedHosts,
                allowedOrigins,
                sharedToken,
                clientTokens,
                tls,
                trustForwarded,
                grace,
                others,
                admin);
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
        private @Nullable Path tlsCertificates;
        private @Nullable Path tlsKey;
        private boolean trustForwarded;
        private @Nullable String adminHost;
        private @Nullable Integer adminPort;
        private Duration grace = Duration.ofSeconds(25);
        private int connections = Limits.DEFAULT.connections();
        private int connectionsPerAddress = Limits.DEFAULT.connectionsPerAddress();
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
                case TlsFiles.CERTIFICATES_FLAG -> tlsCertificates = Path.of(value(flag, rest));
                case TlsFiles.KEY_FLAG -> tlsKey = Path.of(value(flag, rest));
                case "--admin-host" -> adminHost = value(flag, rest);
                case "--admin-port" -> adminPort = number(flag, rest, 0, MAX_PORT);
                case "--trust-forwarded" -> trustForwarded = true;
                case "--grace-seconds" -> grace = Duration.ofSeconds(number(flag, rest, 0, 3_600));
                case "--max-connections" -> connections = number(flag, rest, 1, 1_000_000);
                case "--max-connections-per-address" -> connectionsPerAddress = number(flag, rest, 1, 1_000_000);
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
                    tls(),
                    trustForwarded,
                    grace,
                    new Limits(
                            connections,
                            connectionsPerAddress,
                            callsPerCaller,
                            streamsPerCaller,
                            streams,
                            usual.headerTime(),
                            usual.bodyTime(),
                            usual.idleTime(),
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

        private @Nullable TlsFiles tls() {
            if (tlsCertificates == null && tlsKey == null) {
                return null;
            }
            if (tlsCertificates == null || tlsKey == null) {
                throw new IllegalArgumentException(
                        TlsFiles.CERTIFICATES_FLAG + " and " + TlsFiles.KEY_FLAG + " go together");
            }
            return new TlsFiles(tlsCertificates, tlsKey);
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
