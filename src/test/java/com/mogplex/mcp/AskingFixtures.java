package com.mogplex.mcp;

import com.mogplex.api.Json;
import com.mogplex.mcp.protocol.ClientInput;
import com.mogplex.mcp.protocol.InputRequired;
import com.mogplex.mcp.protocol.RpcException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The conformance suite's tools and prompt that ask their caller for more before they answer. */
final class AskingFixtures {
    static final String PROMPT = "test_input_required_result_prompt";

    static final List<String> TOOLS = List.of(
            "test_input_required_result_elicitation",
            "test_input_required_result_sampling",
            "test_input_required_result_list_roots",
            "test_input_required_result_request_state",
            "test_input_required_result_multiple_inputs",
            "test_input_required_result_multi_round",
            "test_input_required_result_tampered_state",
            "test_input_required_result_capabilities",
            "test_streaming_elicitation",
            "test_missing_capability");

    private AskingFixtures() {}

    /** The text that a tool answers once it has been told all. */
    static String call(String tool, ClientInput input) {
        return switch (tool) {
            case "test_input_required_result_elicitation", "test_streaming_elicitation" -> greet(input);
            case "test_input_required_result_sampling", "test_missing_capability" -> sample(input);
            case "test_input_required_result_list_roots" -> listRoots(input);
            case "test_input_required_result_request_state", "test_input_required_result_tampered_state" ->
                confirm(input);
            case "test_input_required_result_multiple_inputs" -> askForAll(input);
            case "test_input_required_result_multi_round" -> askTwice(input);
            case "test_input_required_result_capabilities" -> askForWhatIsDeclared(input);
            default -> throw RpcException.invalidParams("Unknown tool");
        };
    }

    /** What the person wants the prompt to know. */
    static String context(ClientInput input) {
        return input.form("user_context")
                .orElseThrow(() -> new InputRequired()
                        .form("user_context", "What context should the prompt use?", field("context", "string")))
                .path("context")
                .asString();
    }

    private static String greet(ClientInput input) {
        ObjectNode form = input.form("user_name").orElseThrow(() -> askForName(new InputRequired()));
        return "Hello, " + form.path("name").asString() + "!";
    }

    private static String sample(ClientInput input) {
        return input.answer("capital_question")
                .orElseThrow(
                        () -> askToSample(new InputRequired(), "capital_question", "What is the capital of France?"))
                .path("content")
                .path("text")
                .asString();
    }

    private static String listRoots(ClientInput input) {
        return input.answer("client_roots")
                .orElseThrow(() -> askForRoots(new InputRequired()))
                .path("roots")
                .toString();
    }

    private static String confirm(ClientInput input) {
        if (input.remembered().isEmpty() || input.form("confirm").isEmpty()) {
            throw new InputRequired()
                    .form("confirm", "Please confirm", field("ok", "boolean"))
                    .remember(object().put("asked", true));
        }
        return "state-ok";
    }

    private static String askForAll(ClientInput input) {
        if (input.form("user_name").isEmpty()
                || input.answer("greeting").isEmpty()
                || input.answer("client_roots").isEmpty()) {
            InputRequired asked = askForName(new InputRequired());
            askToSample(asked, "greeting", "Generate a greeting");
            throw askForRoots(asked).remember(object().put("asked", "all"));
        }
        return "all answered";
    }

    private static String askTwice(ClientInput input) {
        ObjectNode known = input.remembered().orElseGet(AskingFixtures::object);
        if (!known.has("name")) {
            String name = input.form("step1")
                    .orElseThrow(() -> new InputRequired()
                            .form("step1", "Step 1: What is your name?", field("name", "string"))
                            .remember(object().put("step", 1)))
                    .path("name")
                    .asString();
            throw new InputRequired()
                    .form("step2", "Step 2: What is your favorite color?", field("color", "string"))
                    .remember(object().put("name", name));
        }
        return known.path("name").asString() + " likes "
                + input.form("step2").map(ObjectNode::toString).orElse("nothing");
    }

    private static String askForWhatIsDeclared(ClientInput input) {
        InputRequired asked = new InputRequired();
        if (input.declares("elicitation")) {
            askForName(asked);
        }
        if (input.declares("sampling")) {
            askToSample(asked, "greeting", "Generate a greeting");
        }
        throw asked;
    }

    private static InputRequired askForName(InputRequired asked) {
        return asked.form("user_name", "What is your name?", field("name", "string"));
    }

    private static InputRequired askToSample(InputRequired asked, String key, String question) {
        ObjectNode params = object();
        params.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", question);
        return asked.ask(key, "sampling/createMessage", params.put("maxTokens", 100));
    }

    private static InputRequired askForRoots(InputRequired asked) {
        return asked.ask("client_roots", "roots/list", object());
    }

    private static ObjectNode field(String name, String type) {
        ObjectNode properties = object();
        properties.putObject(name).put("type", type);
        return properties;
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
