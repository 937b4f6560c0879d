package com.mogplex.local.engine;

import com.mogplex.api.Json;
import com.mogplex.local.store.Event;
import com.mogplex.sanitize.Sanitizer;
import com.mogplex.sanitize.Tally;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes events of what an agent prints. Everything in it is a stranger's text, so nothing leaves here unsanitized. */
final class HarnessOutput {
    private static final int MAX_NAME_CHARACTERS = 64;
    private static final String PLAIN = "assistant_message";
    private static final String LOG = "log";

    private final Sanitizer sanitizer;

    HarnessOutput(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    /** A line of standard output: an event as JSON, or else something that the agent says. Blank lines say nothing. */
    Optional<Event> fromOutput(String line) {
        if (line.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(parse(line).orElseGet(() -> message(PLAIN, line)));
    }

    /** A line of standard error. */
    Optional<Event> fromError(String line) {
        return line.isBlank() ? Optional.empty() : Optional.of(message(LOG, line));
    }

    private Event message(String type, String line) {
        return Event.of(type, sanitizer.text(line, new Tally()));
    }

    private Optional<Event> parse(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.mapper().readTree(line);
            String type = name(json.get("type"));
            if (type == null) {
                return Optional.empty();
            }
            JsonNode message = json.get("message");
            return Optional.of(new Event(
                    type,
                    name(json.get("toolName")),
                    message == null || !message.isString() ? null : sanitizer.text(message.stringValue(), new Tally()),
                    payload(json.get("payload"))));
        } catch (JacksonException e) {
            // It only looked like one.
            return Optional.empty();
        }
    }

    private @Nullable String name(@Nullable JsonNode node) {
        if (node == null || !node.isString() || node.stringValue().isBlank()) {
            return null;
        }
        String name = sanitizer.line(node.stringValue().strip(), new Tally());
        return name.length() <= MAX_NAME_CHARACTERS ? name : name.substring(0, MAX_NAME_CHARACTERS);
    }

    /** The contract's payload is an object; anything else is put into one. */
    private JsonNode payload(@Nullable JsonNode node) {
        ObjectNode object = Json.mapper().createObjectNode();
        if (node == null || node.isNull()) {
            return object;
        }
        JsonNode given = node.isObject() ? node : object.set("value", node);
        JsonNode safe = sanitizer.payload(given, new Tally());
        return safe.isObject() ? safe : Json.mapper().createObjectNode().set("value", safe);
    }
}
