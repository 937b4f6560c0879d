package com.mogplex.mcp.tool;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a host is told about a tool.
 *
 * @param name snake_case: hosts turn other separators into underscores
 * @param title for people
 * @param description for a model: what it does, when to use it, what comes next
 * @param effect what calling it does to the world
 * @param fields its arguments
 * @param output the properties of its result, as a JSON Schema
 */
public record ToolDefinition(
        String name, String title, String description, Effect effect, List<Field> fields, ObjectNode output) {
    /**
     * The protocol's four hints, none of which is left to a default.
     *
     * @param readOnly it changes nothing
     * @param destructive it may undo or end something
     * @param idempotent calling it again with the same arguments changes nothing more
     * @param openWorld it reaches, or returns the words of, things beyond the API itself
     */
    public record Effect(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {}

    public ToolDefinition {
        requireNonNull(name, "name is null");
        fields = List.copyOf(requireNonNull(fields, "fields is null"));
    }

    /** The protocol's {@code Tool} object. */
    ObjectNode describe() {
        ObjectNode tool = Json.mapper().createObjectNode();
        tool.put("name", name);
        tool.put("title", title);
        tool.put("description", description);
        tool.set("inputSchema", inputSchema());
        tool.set("outputSchema", output);
        tool.putObject("annotations")
                .put("title", title)
                .put("readOnlyHint", effect.readOnly())
                .put("destructiveHint", effect.destructive())
                .put("idempotentHint", effect.idempotent())
                .put("openWorldHint", effect.openWorld());
        return tool;
    }

    private ObjectNode inputSchema() {
        ObjectNode schema = Json.mapper().createObjectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.name(), field.schema()));
        List<String> required =
                fields.stream().filter(Field::required).map(Field::name).toList();
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
