package com.mogplex.mcp.tool;

/**
 * How large a result may be. Hosts cut what is larger, silently: Codex keeps about 12 KB, Gemini 8 K of head and 32 K
 * of tail. About 10 KB is safe everywhere.
 *
 * @param bytes of compact JSON in UTF-8
 */
public record Budget(int bytes) {
    /** Safe in every host that was measured. */
    public static final Budget DEFAULT = new Budget(10_000);

    /** The least with which a page still holds something. */
    public static final int MIN_BYTES = 5_000;

    /** Beyond this a host is sure to cut. */
    public static final int MAX_BYTES = 200_000;

    public Budget {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a result holds " + MIN_BYTES + " to " + MAX_BYTES + " bytes");
        }
    }
}
