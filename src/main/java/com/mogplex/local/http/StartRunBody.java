package com.mogplex.local.http;

import com.mogplex.api.ErrorCode;
import com.mogplex.api.Harness;
import com.mogplex.api.Json;
import com.mogplex.api.Repo;
import com.mogplex.api.StartRunRequest;
import com.mogplex.local.engine.BranchName;
import com.mogplex.local.engine.Refusal;
import com.mogplex.local.engine.StartRequest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a start as the hosted API does: text is trimmed, blank text counts as left out, an optional field
 * of another type is ignored, and so is a field that nobody knows.
 */
final class StartRunBody {
    private final JsonNode body;

    private StartRunBody(JsonNode body) {
        this.body = body;
    }

    static StartRunBody parse(byte[] bytes) {
        try {
            JsonNode body = Json.mapper().readTree(bytes);
            if (body.isObject()) {
                return new StartRunBody(body);
            }
        } catch (JacksonException e) {
            throw invalid("Invalid JSON body");
        }
        throw invalid("Invalid JSON body");
    }

    String repoId() {
        return text("repoId").orElseThrow(() -> invalid("repoId is required"));
    }

    /** Everything but the repo, which has been found by now. */
    StartRequest toRequest(Repo repo) {
        String prompt = text("prompt").orElseThrow(() -> invalid("Prompt is required"));
        if (prompt.length() > StartRunRequest.MAX_PROMPT_CHARACTERS) {
            throw invalid("Prompt is too long");
        }
        String harness = text("harness").orElse(Harness.CODEX.wireName());
        if (!Harness.wireNames().contains(harness)) {
            throw invalid("Invalid harness");
        }
        return new StartRequest(
                repo.id(),
                prompt,
                harness,
                branch("baseBranch", "Invalid base branch"),
                branch("workingBranch", "Invalid working branch"),
                isTrue("createBranch"),
                rootDirectory(repo),
                text("conversationId").orElse(null),
                text("workspaceSessionId").orElse(null),
                text("mode").orElse(null));
    }

    private @Nullable String branch(String field, String message) {
        Optional<String> name = text(field);
        if (name.isPresent() && !BranchName.isValid(name.get())) {
            throw invalid(message);
        }
        return name.orElse(null);
    }

    /** Left out, it is the repo's own; null is the repo's root. */
    private @Nullable String rootDirectory(Repo repo) {
        JsonNode node = body.get("rootDirectory");
        if (node == null) {
            return repo.rootDirectory();
        }
        Optional<String> given = text("rootDirectory");
        if (given.isEmpty()) {
            return null;
        }
        String directory = given.get().replaceAll("/+$", "");
        boolean leadsOut = given.get().startsWith("/")
                || Arrays.asList(directory.split("[/\\\\]")).contains("..")
                || directory.chars().anyMatch(Character::isISOControl);
        if (leadsOut) {
            throw invalid("Invalid root directory");
        }
        return directory.equals(".") ? null : directory;
    }

    private boolean isTrue(String field) {
        JsonNode node = body.get(field);
        return node != null && node.isBoolean() && node.booleanValue();
    }

    private Optional<String> text(String field) {
        JsonNode node = body.get(field);
        if (node == null || !node.isString()) {
            return Optional.empty();
        }
        return Optional.of(node.stringValue().strip()).filter(text -> !text.isEmpty());
    }

    private static Refusal invalid(String message) {
        return new Refusal(ErrorCode.BAD_REQUEST, message);
    }
}
