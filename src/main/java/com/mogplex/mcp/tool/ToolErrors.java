package com.mogplex.mcp.tool;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Json;
import com.mogplex.client.MogplexException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Errors that a model can act on, in one shape: code, status, message, suggestion, retryable, retryAfterSeconds. Like
 * every result they begin with {@code summary} and {@code nextStep}, so that they meet the tools' output schemas.
 */
final class ToolErrors {
    private ToolErrors() {}

    static ToolResult of(MogplexException failure) {
        ObjectNode error = error(failure.code(), failure.status().orElse(0), failure.getMessage());
        error.put("suggestion", failure.suggestion());
        error.put("retryable", failure.retryable());
        failure.retryAfter().ifPresent(pause -> error.put("retryAfterSeconds", pause.toSeconds()));
        return result(error);
    }

    static ToolResult of(InvalidArgument mistake) {
        ErrorCode code = ErrorCode.BAD_REQUEST;
        ObjectNode error = error(code.name(), code.httpStatus(), mistake.getMessage());
        error.put("suggestion", code.suggestion());
        error.put("retryable", false);
        return result(error);
    }

    /** A fault of our own. What it was is in the log, and nowhere else. */
    static ToolResult unexpected() {
        ErrorCode code = ErrorCode.INTERNAL_ERROR;
        ObjectNode error = error(code.name(), code.httpStatus(), "The tool failed unexpectedly.");
        error.put("suggestion", code.suggestion());
        error.put("retryable", false);
        return result(error);
    }

    private static ObjectNode error(String code, int status, String message) {
        ObjectNode error = Json.mapper().createObjectNode().put("code", code);
        if (status > 0) {
            error.put("status", status);
        }
        return error.put("message", message);
    }

    private static ToolResult result(ObjectNode error) {
        ObjectNode content = ToolResult.begin(
                "The call failed: " + error.path("code").asString() + ".",
                error.path("suggestion").asString());
        content.set("error", error);
        return new ToolResult(content, true);
    }
}
