package com.mogplex.mcp.tool;

import com.mogplex.api.Json;
import com.mogplex.api.RunEvents;
import com.mogplex.client.MogplexClient;
import com.mogplex.client.RunSnapshot;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs as documents, for whoever wants one without a summary around it. */
public final class RunDocuments {
    /** A person chose to attach it, so it may be longer than a tool's result; an event still has its bound. */
    private static final int MAX_EVENT_BYTES = 4_000;

    private RunDocuments() {}

    /** The run. */
    public static ObjectNode run(String runId, MogplexClient client) {
        return RunView.of(client.getRun(runId, Calls.deadline()));
    }

    /** The run and all of its events that v1 serves. */
    public static ObjectNode events(String runId, MogplexClient client) {
        RunSnapshot snapshot = client.listRunEvents(runId, RunEvents.MAX_LIMIT, Calls.deadline());
        ObjectNode document = Json.mapper().createObjectNode();
        document.set("run", RunView.of(snapshot.run()));
        ArrayNode events = document.putArray("events");
        snapshot.events().forEach(event -> events.add(EventView.of(event, MAX_EVENT_BYTES)));
        document.put("eventLimitReached", snapshot.eventLimitReached());
        return document;
    }
}
