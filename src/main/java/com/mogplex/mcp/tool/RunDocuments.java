package com.mogplex.mcp.tool;

import com.mogplex.api.Json;
import com.mogplex.api.RunEvents;
import com.mogplex.client.RunSnapshot;
import com.mogplex.mcp.protocol.CallContext;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs as documents, for whoever wants one without a summary around it. */
public final class RunDocuments {
    /** A person chose to attach it, so it may be longer than a tool's result; an event still has its bound. */
    private static final int MAX_EVENT_BYTES = 4_000;

    private static final int MAX_RUN_BYTES = 20_000;

    private RunDocuments() {}

    /** The run. */
    public static ObjectNode run(String runId, CallContext context) {
        return RunView.of(context.client().getRun(runId, context.deadline()), MAX_RUN_BYTES);
    }

    /** The run and all of its events that v1 serves. */
    public static ObjectNode events(String runId, CallContext context) {
        RunSnapshot snapshot = context.client().listRunEvents(runId, RunEvents.MAX_LIMIT, context.deadline());
        ObjectNode document = Json.mapper().createObjectNode();
        document.set("run", RunView.of(snapshot.run(), MAX_RUN_BYTES));
        ArrayNode events = document.putArray("events");
        snapshot.events().forEach(event -> events.add(EventView.of(event, MAX_EVENT_BYTES)));
        document.put("eventLimitReached", snapshot.eventLimitReached());
        return document;
    }
}
