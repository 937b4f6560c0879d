package com.mogplex.mcp.tool;

import com.mogplex.mcp.protocol.Shown;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments of one call, checked against the tool's fields. Models send numbers and booleans as strings, and null
 * for what they leave out: both are taken as meant. A name that the tool does not have is refused, because a model that
 * misspells one should hear of it.
 */
public final class Arguments {
    /** Every number that a field takes is far shorter, also when it is written as 1.0 or 1e2. */
    private static final int MAX_DIGITS = 20;

    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = values;
    }

    /** @throws InvalidArgument if one is unknown, missing, or not what its field holds */
    static Arguments of(ObjectNode given, List<Field> fields) {
        Map<String, Field> known = fields.stream().collect(Collectors.toMap(Field::name, field -> field));
        for (String name : given.propertyNames()) {
            if (!known.containsKey(name)) {
                String valid = fields.stream().map(Field::name).collect(Collectors.joining(", "));
                throw new InvalidArgument("Unknown argument \"" + Shown.briefly(name) + "\". "
                        + (valid.isEmpty() ? "This tool takes none." : "Valid arguments: " + valid + "."));
            }
        }
        Map<String, Object> values = new HashMap<>();
        for (Field field : fields) {
            JsonNode value = given.get(field.name());
            if (value != null && !value.isNull()) {
                values.put(field.name(), read(field, value));
            } else if (field.required()) {
                throw new InvalidArgument("\"" + field.name() + "\" is required: " + field.description());
            }
        }
        return new Arguments(values);
    }

    /** A required text. */
    String text(String name) {
        return optionalText(name).orElseThrow();
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    int integer(String name, int ifAbsent) {
        Integer value = (Integer) values.get(name);
        return value == null ? ifAbsent : value;
    }

    Optional<Boolean> flag(String name) {
        return Optional.ofNullable((Boolean) values.get(name));
    }

    private static Object read(Field field, JsonNode value) {
        return switch (field.type()) {
            case TEXT -> text(field, value);
            case WORD -> word(field, value);
            case INTEGER -> integer(field, value);
            case BOOLEAN -> bool(field, value);
        };
    }

    private static String text(Field field, JsonNode value) {
        if (!value.isString() && !value.isNumber()) {
            throw wrong(field, "must be a string");
        }
        String text = value.asString();
        if (text.isBlank()) {
            throw wrong(field, "must not be blank");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw wrong(field, "must be valid Unicode; it holds half of a surrogate pair");
        }
        if (text.length() > field.maximum()) {
            throw wrong(field, "must have at most " + field.maximum() + " characters; it has " + text.length());
        }
        return text;
    }

    private static String word(Field field, JsonNode value) {
        if (!value.isString() || !field.values().contains(value.stringValue())) {
            throw wrong(field, "must be one of: " + String.join(", ", field.values()));
        }
        return value.stringValue();
    }

    private static Integer integer(Field field, JsonNode value) {
        String range = "must be a whole number from " + field.minimum() + " to " + field.maximum();
        String digits = value.isNumber() || value.isString() ? value.asString().strip() : "";
        try {
            // Reading a number takes time that grows with the square of its length.
            int number = digits.length() > MAX_DIGITS ? -1 : new BigDecimal(digits).intValueExact();
            if (number >= field.minimum() && number <= field.maximum()) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException notWhole) {
            // Said below.
        }
        throw wrong(field, range);
    }

    private static Boolean bool(Field field, JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isString() && value.stringValue().equals("true")) {
            return true;
        }
        if (value.isString() && value.stringValue().equals("false")) {
            return false;
        }
        throw wrong(field, "must be true or false");
    }

    private static InvalidArgument wrong(Field field, String why) {
        return new InvalidArgument("\"" + field.name() + "\" " + why + ".");
    }
}
