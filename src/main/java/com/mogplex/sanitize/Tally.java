package com.mogplex.sanitize;

/**
 * Counts what the sanitizer did to one page of results, so that the page can say so. Not safe for use by many threads.
 */
public final class Tally {
    private int redactions;
    private int cuts;

    /** Secrets that were replaced by a marker. */
    public int redactions() {
        return redactions;
    }

    /** Strings, lists, objects and payloads that were shortened. */
    public int cuts() {
        return cuts;
    }

    /** Counts what another tally counted, too. */
    public void add(Tally other) {
        redactions += other.redactions;
        cuts += other.cuts;
    }

    void redacted() {
        redactions++;
    }

    void cut() {
        cuts++;
    }
}
