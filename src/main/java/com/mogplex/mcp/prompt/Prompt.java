package com.mogplex.mcp.prompt;

import com.mogplex.api.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text that a person puts before a model by choosing it.
 *
 * @param name as on the wire
 * @param title for people
 * @param description for people
 * @param arguments what it asks for
 * @param text from the arguments to the text
 */
record Prompt(
        String name,
        String title,
        String description,
        List<Argument> arguments,
        Function<Map<String, String>, String> text) {
    /** Something that the person fills in. */
    record Argument(String name, String description, boolean required) {}

    Prompt {
        arguments = List.copyOf(arguments);
    }

    ObjectNode describe() {
        ObjectNode prompt = Json.mapper().createObjectNode();
        prompt.put("name", name).put("title", title).put("description", description);
        ArrayNode list = prompt.putArray("arguments");
        for (Argument argument : arguments) {
            list.addObject()
                    .put("name", argument.name())
                    .put("description", argument.description())
                    .put("required", argument.required());
        }
        return prompt;
    }
}
