package com.mogplex.sanitize;

import com.mogplex.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Brings JSON within the limits of the v1 documents and takes the secrets out of it. */
final class PayloadSanitizer {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TextSanitizer texts;

    PayloadSanitizer(TextSanitizer texts) {
        this.texts = texts;
    }

    JsonNode sanitize(JsonNode untrusted, Tally tally) {
        JsonNode safe = value(untrusted, FieldNames.ORDINARY, 1, tally);
        String json = Json.mapper().writeValueAsString(safe);
        if (json.length() <= Limits.PAYLOAD_CHARACTERS
                && json.getBytes(StandardCharsets.UTF_8).length <= Limits.PAYLOAD_BYTES) {
            return safe;
        }
        return NODES.objectNode()
                .put(Limits.TRUNCATED_FIELD, true)
                .put(Limits.PREVIEW_FIELD, texts.sanitize(json, TextForm.TEXT, Limits.STRING_CHARACTERS, tally));
    }

    private JsonNode value(JsonNode untrusted, FieldNames name, int depth, Tally tally) {
        if (untrusted.isContainer()) {
            return container(untrusted, name, depth, tally);
        }
        return switch (untrusted.getNodeType()) {
            case BOOLEAN, NULL -> untrusted;
            case NUMBER -> name == FieldNames.SECRET ? redacted(tally) : untrusted;
            case MISSING -> NODES.nullNode();
            default -> string(untrusted.asString(), name, tally);
        };
    }

    private JsonNode string(String untrusted, FieldNames name, Tally tally) {
        if (untrusted.isEmpty() || Limits.isMark(untrusted)) {
            return NODES.stringNode(untrusted);
        }
        return name == FieldNames.ORDINARY
                ? NODES.stringNode(texts.sanitize(untrusted, TextForm.TEXT, Limits.STRING_CHARACTERS, tally))
                : redacted(tally);
    }

    private JsonNode container(JsonNode untrusted, FieldNames name, int depth, Tally tally) {
        if (name == FieldNames.SECRET && !untrusted.isEmpty()) {
            return redacted(tally);
        }
        if (depth > Limits.DEPTH) {
            tally.cut();
            return NODES.stringNode(Limits.TOO_DEEP);
        }
        return untrusted.isArray() ? array(untrusted, name, depth, tally) : object(untrusted, name, depth, tally);
    }

    private ArrayNode array(JsonNode untrusted, FieldNames name, int depth, Tally tally) {
        ArrayNode safe = NODES.arrayNode();
        boolean fits = untrusted.size() <= Limits.ITEMS;
        int kept = fits ? untrusted.size() : Limits.ITEMS - 1;
        FieldNames next = name;
        for (int i = 0; i < kept; i++) {
            JsonNode item = value(untrusted.get(i), next, depth + 1, tally);
            safe.add(item);
            next = item.isString() && FieldNames.isSecretOption(item.asString()) ? FieldNames.SECRET : name;
        }
        if (!fits) {
            safe.add(Limits.itemsMark(untrusted.size() - kept));
            tally.cut();
        }
        return safe;
    }

    private ObjectNode object(JsonNode untrusted, FieldNames name, int depth, Tally tally) {
        boolean fits = untrusted.size() <= Limits.ITEMS;
        int kept = fits ? untrusted.size() : Limits.ITEMS - 1;
        Map<String, Map.Entry<String, JsonNode>> fields = new LinkedHashMap<>();
        untrusted.properties().stream()
                .limit(kept)
                .forEach(field -> fields.put(freshName(field.getKey(), fields.keySet(), tally), field));
        FieldNames named = nameInPair(fields);
        ObjectNode safe = NODES.objectNode();
        fields.forEach((safeName, field) -> {
            boolean isNumber = field.getValue().isNumber();
            FieldNames own = strictest(FieldNames.of(field.getKey(), isNumber), FieldNames.of(safeName, isNumber));
            FieldNames inherited = safeName.equals("value") ? strictest(name, named) : name;
            safe.set(safeName, value(field.getValue(), strictest(own, inherited), depth + 1, tally));
        });
        if (!fits) {
            safe.put(freshName(Limits.MORE, fields.keySet(), tally), Limits.fieldsMark(untrusted.size() - kept));
            tally.cut();
        }
        return safe;
    }

    /** In a list of variables or headers, {@code {"name": "API_KEY", "value": "…"}}. */
    private FieldNames nameInPair(Map<String, Map.Entry<String, JsonNode>> fields) {
        FieldNames strictest = FieldNames.ORDINARY;
        for (String label : List.of("name", "key", "header")) {
            Map.Entry<String, JsonNode> field = fields.get(label);
            if (field != null && field.getValue().isString()) {
                String visible = texts.sanitize(
                        field.getValue().asString(), TextForm.TEXT, Limits.STRING_CHARACTERS, new Tally());
                strictest = strictest(strictest, FieldNames.of(visible, false));
            }
        }
        return strictest;
    }

    private static FieldNames strictest(FieldNames one, FieldNames other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Names are outside text too. Two that became the same stay two. */
    private String freshName(String untrusted, Set<String> taken, Tally tally) {
        String name = texts.sanitize(untrusted, TextForm.LINE, Limits.NAME_CHARACTERS, tally);
        String fresh = name;
        for (int i = 2; taken.contains(fresh); i++) {
            String suffix = " (" + i + ")";
            int bound = Limits.NAME_CHARACTERS - suffix.length();
            fresh = (texts.sanitize(name, TextForm.LINE, bound, new Tally()) + suffix).strip();
        }
        return fresh;
    }

    private static JsonNode redacted(Tally tally) {
        tally.redacted();
        return NODES.stringNode(Limits.REDACTED);
    }
}
