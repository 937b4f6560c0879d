package com.mogplex.mcp.tool;

/** Limits that tools share. */
final class Calls {
    /** The longest wait for a run that a model may ask for, so that a call ends within 60 s. */
    static final int MAX_WAIT_SECONDS = 45;

    /** Characters of an id. Ours are UUIDs; others' may be longer. */
    static final int MAX_ID_CHARACTERS = 200;

    private Calls() {}
}
