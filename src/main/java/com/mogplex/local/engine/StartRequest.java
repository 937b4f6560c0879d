package com.mogplex.local.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A checked request to start a run. Everything is trimmed, and what was left out is null, so that two requests that
 * mean the same are equal.
 *
 * @param repoId a known repo
 * @param prompt the task
 * @param harness the agent runtime's wire name
 * @param baseBranch null is the repo's default
 * @param workingBranch null is the base, or a generated one
 * @param createBranch whether to create the working branch
 * @param rootDirectory inside the repo; null is its root
 * @param conversationId has no meaning on one machine, but tells requests apart
 * @param workspaceSessionId the same
 * @param mode the same
 */
public record StartRequest(
        String repoId,
        String prompt,
        String harness,
        @Nullable String baseBranch,
        @Nullable String workingBranch,
        boolean createBranch,
        @Nullable String rootDirectory,
        @Nullable String conversationId,
        @Nullable String workspaceSessionId,
        @Nullable String mode) {
    /** What stays the same when the same request is sent again, in hexadecimal. */
    String hash() {
        ArrayNode fields = JsonNodeFactory.instance.arrayNode();
        fields.add(repoId).add(prompt).add(harness).add(baseBranch).add(workingBranch);
        fields.add(createBranch)
                .add(rootDirectory)
                .add(conversationId)
                .add(workspaceSessionId)
                .add(mode);
        return sha256(fields.toString());
    }

    /** Six characters that this request and key always give: the last part of a branch whose plain name is taken. */
    String fingerprint(String idempotencyKey) {
        return sha256(idempotencyKey + "\n" + hash()).substring(0, 6);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
