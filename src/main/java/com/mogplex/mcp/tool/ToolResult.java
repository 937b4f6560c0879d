package com.mogplex.mcp.tool;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool found or did.
 *
 * @param content the structured content; the same JSON, compact, is the text
 * @param isError whether the tool failed in a way that the model can act on
 */
public record ToolResult(ObjectNode content, boolean isError) {
    public ToolResult {
        requireNonNull(content, "content is null");
    }

    /** @param content begins with {@code summary} and {@code nextStep} */
    static ToolResult of(ObjectNode content) {
        return new ToolResult(content, false);
    }

    /**
     * A result's first two fields.
     *
     * @param summary what happened: one sentence in the past tense, none of it in a stranger's words
     * @param nextStep one action with its ids filled in
     */
    static ObjectNode begin(String summary, String nextStep) {
        return Json.mapper().createObjectNode().put("summary", summary).put("nextStep", nextStep);
    }

    /** The same, with no next step that this server does not offer. */
    ToolResult within(Offer offer) {
        String nextStep = offer.sentences(content.path("nextStep").asString(""));
        content.put("nextStep", nextStep.isEmpty() ? "Report this to the user." : nextStep);
        return this;
    }

    /**
     * The protocol's {@code CallToolResult}. Half of the hosts show a model the structured content, half the text: both
     * hold everything.
     */
    ObjectNode describe() {
        ObjectNode result = Json.mapper().createObjectNode();
        result.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", Json.mapper().writeValueAsString(content));
        result.set("structuredContent", content);
        result.put("isError", isError);
        return result;
    }
}
