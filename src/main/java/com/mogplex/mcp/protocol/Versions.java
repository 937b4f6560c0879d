package com.mogplex.mcp.protocol;

import java.util.List;

/** The revisions of the protocol that we speak, newest first. */
public final class Versions {
    /**
     * Those that open with {@code initialize}. They differ for a server like this one in what it may leave out only.
     */
    public static final List<String> HANDSHAKE = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    /** Those whose every request stands alone. */
    public static final List<String> STATELESS = List.of("2026-07-28");

    /** The only one with batches, and the one that a request over HTTP speaks that does not name its own. */
    public static final String WITH_BATCHES = "2025-03-26";

    private Versions() {}
}
