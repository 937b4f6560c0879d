package com.mogplex.mcp.tool;

import com.mogplex.api.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * One argument of a tool: its JSON Schema and the reading of its values come from here, so that they cannot differ.
 * Inputs are flat, with string enums and plain types: several hosts drop tools with anything else.
 *
 * @param name as on the wire
 * @param type what it holds
 * @param description for a model
 * @param required whether a call must have it
 * @param values the words allowed, for {@link Type#WORD}
 * @param minimum the least number, or the least number of characters
 * @param maximum the greatest number, or the greatest number of characters
 */
record Field(
        String name, Type type, String description, boolean required, List<String> values, int minimum, int maximum) {
    /** What an argument holds. */
    enum Type {
        TEXT("string"),
        WORD("string"),
        INTEGER("integer"),
        BOOLEAN("boolean");

        private final String schemaName;

        Type(String schemaName) {
            this.schemaName = schemaName;
        }

        String schemaName() {
            return schemaName;
        }
    }

    static Field text(String name, int maxCharacters, String description) {
        return new Field(name, Type.TEXT, description, false, List.of(), 1, maxCharacters);
    }

    static Field word(String name, List<String> values, String description) {
        return new Field(name, Type.WORD, description, false, List.copyOf(values), 0, 0);
    }

    static Field integer(String name, int minimum, int maximum, String description) {
        return new Field(name, Type.INTEGER, description, false, List.of(), minimum, maximum);
    }

    static Field flag(String name, String description) {
        return new Field(name, Type.BOOLEAN, description, false, List.of(), 0, 0);
    }

    Field asRequired() {
        return new Field(name, type, description, true, values, minimum, maximum);
    }

    ObjectNode schema() {
        ObjectNode schema = Json.mapper().createObjectNode();
        schema.put("type", type.schemaName());
        schema.put("description", description);
        switch (type) {
            case TEXT -> schema.put("minLength", minimum).put("maxLength", maximum);
            case WORD -> values.forEach(schema.putArray("enum")::add);
            case INTEGER -> schema.put("minimum", minimum).put("maximum", maximum);
            case BOOLEAN -> {
                // Its type says it all.
            }
        }
        return schema;
    }
}
