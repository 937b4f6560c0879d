package com.mogplex.mcp;

import com.mogplex.api.Json;
import com.mogplex.mcp.protocol.CallContext;
import com.mogplex.mcp.protocol.Method;
import com.mogplex.mcp.protocol.RpcException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools, resources and prompts that the conformance suite asks for by name, on our own transports. */
final class ConformanceFixtures {
    /** One black pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    private static final List<String> TOOLS = List.of(
            "test_simple_text",
            "test_image_content",
            "test_audio_content",
            "test_embedded_resource",
            "test_multiple_content_types",
            "test_error_handling",
            "test_tool_with_progress",
            "test_logging_tool");

    private ConformanceFixtures() {}

    static Map<String, Method> methods() {
        Map<String, Method> methods = new HashMap<>();
        methods.put("tools/list", Method.immediate(Method.Caching.PUBLIC, params -> tools()));
        methods.put("tools/call", new Method(ConformanceFixtures::call, Method.Caching.NONE));
        methods.put("resources/list", Method.immediate(Method.Caching.PUBLIC, params -> resources()));
        methods.put("resources/templates/list", Method.immediate(Method.Caching.PUBLIC, params -> templates()));
        methods.put(
                "resources/read",
                Method.immediate(
                        Method.Caching.PRIVATE,
                        params -> read(params.path("uri").asString(""))));
        methods.put("prompts/list", Method.immediate(Method.Caching.PUBLIC, params -> prompts()));
        methods.put("prompts/get", new Method(ConformanceFixtures::prompt, Method.Caching.NONE));
        methods.put("completion/complete", Method.immediate(Method.Caching.NONE, params -> completion()));
        return methods;
    }

    private static ObjectNode tools() {
        ObjectNode result = object();
        ArrayNode list = result.putArray("tools");
        for (String name :
                Stream.concat(TOOLS.stream(), AskingFixtures.TOOLS.stream()).toList()) {
            ObjectNode schema = list.addObject()
                    .put("name", name)
                    .put("description", "For the conformance suite.")
                    .putObject("inputSchema");
            schema.put("type", "object").putObject("properties");
        }
        ObjectNode schema = list.addObject()
                .put("name", "json_schema_2020_12_tool")
                .put("description", "For the conformance suite.")
                .putObject("inputSchema");
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("type", "object");
        ObjectNode address = schema.putObject("$defs").putObject("address");
        address.put("$anchor", "addressDef").put("type", "object");
        ObjectNode parts = address.putObject("properties");
        parts.putObject("street").put("type", "string");
        parts.putObject("city").put("type", "string");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("name").put("type", "string");
        properties.putObject("address").put("$ref", "#/$defs/address");
        ObjectNode method = properties.putObject("contactMethod");
        method.put("type", "string").putArray("enum").add("phone").add("email");
        properties.putObject("phone").put("type", "string");
        properties.putObject("email").put("type", "string");
        ArrayNode any = schema.putArray("allOf").addObject().putArray("anyOf");
        any.addObject().putArray("required").add("phone");
        any.addObject().putArray("required").add("email");
        schema.putObject("if")
                .putObject("properties")
                .putObject("contactMethod")
                .put("const", "phone");
        schema.putObject("then").putArray("required").add("phone");
        schema.putObject("else").putArray("required").add("email");
        schema.put("additionalProperties", false);
        return result;
    }

    private static CompletionStage<ObjectNode> call(ObjectNode params, CallContext context) {
        ObjectNode result = object();
        ArrayNode content = result.putArray("content");
        String tool = params.path("name").asString("");
        switch (tool) {
            case "test_simple_text" -> text(content, "This is a simple text response for testing.");
            case "test_image_content" -> media(content, "image", PNG, "image/png");
            case "test_audio_content" -> media(content, "audio", WAV, "audio/wav");
            case "test_embedded_resource" ->
                embed(content, "test://embedded-resource", "text/plain", "This is an embedded resource content.");
            case "test_multiple_content_types" -> {
                text(content, "Multiple content types test:");
                media(content, "image", PNG, "image/png");
                embed(
                        content,
                        "test://mixed-content-resource",
                        "application/json",
                        "{\"test\":\"data\",\"value\":123}");
            }
            case "test_error_handling" -> {
                text(content, "This tool intentionally returns an error for testing");
                result.put("isError", true);
            }
            case "test_tool_with_progress" -> {
                context.progress().report("begun");
                context.progress().report("half");
                context.progress().report("done");
                text(content, "done");
            }
            case "test_logging_tool" -> text(content, "This server logs to standard error only.");
            case "json_schema_2020_12_tool" -> text(content, "taken");
            default -> text(content, AskingFixtures.call(tool, context.input()));
        }
        return CompletableFuture.completedFuture(result);
    }

    private static ObjectNode resources() {
        ObjectNode result = object();
        ArrayNode list = result.putArray("resources");
        list.addObject().put("uri", "test://static-text").put("name", "text").put("mimeType", "text/plain");
        list.addObject()
                .put("uri", "test://static-binary")
                .put("name", "binary")
                .put("mimeType", "image/png");
        return result;
    }

    private static ObjectNode templates() {
        ObjectNode result = object();
        result.putArray("resourceTemplates")
                .addObject()
                .put("uriTemplate", "test://template/{id}/data")
                .put("name", "template")
                .put("mimeType", "application/json");
        return result;
    }

    private static ObjectNode read(String uri) {
        ObjectNode result = object();
        ObjectNode content = result.putArray("contents").addObject().put("uri", uri);
        Matcher template = TEMPLATE.matcher(uri);
        if (uri.equals("test://static-text")) {
            content.put("mimeType", "text/plain").put("text", "This is the content of the static text resource.");
        } else if (uri.equals("test://static-binary")) {
            content.put("mimeType", "image/png").put("blob", PNG);
        } else if (template.matches()) {
            content.put("mimeType", "application/json")
                    .put(
                            "text",
                            "{\"id\":\"" + template.group(1) + "\",\"templateTest\":true,\"data\":\"Data for ID: "
                                    + template.group(1) + "\"}");
        } else {
            throw RpcException.resourceNotFound(uri);
        }
        return result;
    }

    private static ObjectNode prompts() {
        ObjectNode result = object();
        ArrayNode list = result.putArray("prompts");
        list.addObject().put("name", "test_simple_prompt").put("description", "Simple.");
        ArrayNode two = list.addObject()
                .put("name", "test_prompt_with_arguments")
                .put("description", "With arguments.")
                .putArray("arguments");
        two.addObject().put("name", "arg1").put("description", "One.").put("required", true);
        two.addObject().put("name", "arg2").put("description", "Two.").put("required", true);
        list.addObject()
                .put("name", "test_prompt_with_embedded_resource")
                .put("description", "With a resource.")
                .putArray("arguments")
                .addObject()
                .put("name", "resourceUri")
                .put("description", "Which.")
                .put("required", true);
        list.addObject().put("name", "test_prompt_with_image").put("description", "With an image.");
        list.addObject().put("name", AskingFixtures.PROMPT).put("description", "Asks back.");
        return result;
    }

    private static CompletionStage<ObjectNode> prompt(ObjectNode params, CallContext context) {
        ObjectNode result = object();
        ArrayNode messages = result.putArray("messages");
        ArrayNode content = Json.mapper().createArrayNode();
        switch (params.path("name").asString("")) {
            case "test_simple_prompt" -> text(content, "This is a simple prompt for testing.");
            case "test_prompt_with_arguments" ->
                text(
                        content,
                        "Prompt with arguments: arg1='"
                                + params.path("arguments").path("arg1").asString("") + "', arg2='"
                                + params.path("arguments").path("arg2").asString("") + "'");
            case "test_prompt_with_embedded_resource" -> {
                embed(
                        content,
                        params.path("arguments").path("resourceUri").asString(""),
                        "text/plain",
                        "Embedded resource content for testing.");
                text(content, "Please process the embedded resource above.");
            }
            case "test_prompt_with_image" -> {
                media(content, "image", PNG, "image/png");
                text(content, "Please analyze the image above.");
            }
            case AskingFixtures.PROMPT -> text(content, AskingFixtures.context(context.input()));
            default -> throw RpcException.invalidParams("Unknown prompt");
        }
        content.forEach(each -> messages.addObject().put("role", "user").set("content", each));
        return CompletableFuture.completedFuture(result);
    }

    private static ObjectNode completion() {
        ObjectNode result = object();
        ObjectNode completion = result.putObject("completion");
        completion.putArray("values");
        completion.put("total", 0).put("hasMore", false);
        return result;
    }

    private static void text(ArrayNode content, String text) {
        content.addObject().put("type", "text").put("text", text);
    }

    private static void media(ArrayNode content, String type, String base64, String mimeType) {
        content.addObject()
                .put("type", type)
                .put(
                        "data",
                        Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64)))
                .put("mimeType", mimeType);
    }

    private static void embed(ArrayNode content, String uri, String mimeType, String text) {
        content.addObject()
                .put("type", "resource")
                .putObject("resource")
                .put("uri", uri)
                .put("mimeType", mimeType)
                .put("text", text);
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
