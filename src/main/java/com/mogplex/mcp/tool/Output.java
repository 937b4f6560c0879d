package com.mogplex.mcp.tool;

import com.mogplex.api.Json;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds output schemas. What a field holds is described; no field but {@code summary} and {@code nextStep} is
 * required, because what is unknown is left out of a result rather than null.
 */
final class Output {
    private final ObjectNode properties = Json.mapper().createObjectNode();

    private Output() {}

    /** A schema that starts with what every result starts with. */
    static Output result() {
        return new Output().string("summary", "What happened.").string("nextStep", "What to do next.");
    }

    static Output object() {
        return new Output();
    }

    Output string(String name, String description) {
        return leaf(name, "string", description);
    }

    Output integer(String name, String description) {
        return leaf(name, "integer", description);
    }

    Output flag(String name, String description) {
        return leaf(name, "boolean", description);
    }

    Output object(String name, ObjectNode schema) {
        properties.set(name, schema);
        return this;
    }

    Output listOf(String name, ObjectNode items) {
        ObjectNode list = properties.putObject(name);
        list.put("type", "array");
        list.set("items", items);
        return this;
    }

    /** The schema of a whole result. */
    ObjectNode schema() {
        return requiring("summary", "nextStep");
    }

    ObjectNode requiring(String... names) {
        ObjectNode schema = Json.mapper().createObjectNode();
        schema.put("type", "object");
        schema.set("properties", properties);
        List<String> required = Arrays.asList(names);
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        return schema;
    }

    private Output leaf(String name, String type, String description) {
        ObjectNode leaf = properties.putObject(name);
        leaf.put("type", type);
        if (!description.isEmpty()) {
            leaf.put("description", description);
        }
        return this;
    }
}
