package com.mogplex.mcp.tool;

/** The argument that names a run. */
final class RunId {
    static final String NAME = "runId";
    static final Field FIELD = Field.text(NAME, Calls.MAX_ID_CHARACTERS, "As start_run returned it.")
            .asRequired();

    private RunId() {}
}
