package com.mogplex.mcp.protocol;

import com.mogplex.api.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the server says of itself.
 *
 * @param version this program's version
 * @param instructions how a model should use the tools
 */
public record ServerIdentity(String version, String instructions) {
    /** The protocol's {@code Implementation} object. */
    ObjectNode implementation() {
        return Json.mapper()
                .createObjectNode()
                .put("name", "mogplex")
                .put("title", "Mogplex")
                .put("version", version);
    }

    /** What the server offers: the same in both eras. */
    ObjectNode capabilities() {
        ObjectNode capabilities = Json.mapper().createObjectNode();
        capabilities.putObject("tools").put("listChanged", false);
        capabilities.putObject("prompts").put("listChanged", false);
        capabilities.putObject("resources").put("subscribe", false).put("listChanged", false);
        capabilities.putObject("completions");
        return capabilities;
    }
}
