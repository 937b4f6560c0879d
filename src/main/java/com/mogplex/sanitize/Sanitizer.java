package com.mogplex.sanitize;

import com.mogplex.api.Branch;
import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunRuntime;
import com.mogplex.api.RunStatus;
import com.mogplex.api.Sandbox;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes outside text and JSON safe to show a model, a terminal or a log. Immutable; safe for use by many threads.
 *
 * <p>Three promises hold for all that it returns. Nothing hides: no control character, terminal sequence, invisible or
 * reordering character is left. No secret stands: what {@link SecretRules} names, and the caller's own, is
 * {@code [redacted]}, also where markup or escapes split it. Nothing is endless: the limits of the v1 documents hold,
 * and every cut says how much it took. What has been sanitized once stays as it is when it is sanitized again.
 */
public final class Sanitizer {
    private final TextSanitizer texts;
    private final PayloadSanitizer payloads;

    private Sanitizer(Collection<String> ownSecrets) {
        this.texts = new TextSanitizer(new SecretScanner(new OwnSecrets(ownSecrets)));
        this.payloads = new PayloadSanitizer(texts);
    }

    /** Knows secrets by their name and their look alone. */
    public static Sanitizer standard() {
        return new Sanitizer(List.of());
    }

    /**
     * Also redacts these secrets wherever they occur: the caller's own token. One of fewer than 4 characters is no
     * secret and is passed over.
     */
    public static Sanitizer knowing(Collection<String> ownSecrets) {
        return new Sanitizer(ownSecrets);
    }

    /**
     * Text of at most 2 000 characters in which nothing hides and no secret stands. Line breaks and tabs stay; every
     * other kind of break is {@code \n}.
     */
    public String text(String untrusted, Tally tally) {
        return texts.sanitize(untrusted, TextForm.TEXT, Limits.STRING_CHARACTERS, tally);
    }

    /** The same on one line, without space at its ends: for tables, summaries and error messages. */
    public String line(String untrusted, Tally tally) {
        return texts.sanitize(untrusted, TextForm.LINE, Limits.STRING_CHARACTERS, tally);
    }

    /**
     * An event's payload within the contract's limits: strings of 2 000 characters, 25 items, depth 3 (the payload
     * itself is the first), 20 000 characters and 20 KiB of JSON. Its secrets are redacted; what is left out is marked
     * in place and counted.
     */
    public JsonNode payload(JsonNode untrusted, Tally tally) {
        return payloads.sanitize(untrusted, tally);
    }

    /** A run, every string in it on one line and safe. */
    public Run run(Run untrusted, Tally tally) {
        return new Run(
                line(untrusted.runId(), tally),
                lineOrNull(untrusted.aiCallId(), tally),
                lineOrNull(untrusted.sandboxRecordId(), tally),
                lineOrNull(untrusted.sandboxId(), tally),
                lineOrNull(untrusted.repoId(), tally),
                lineOrNull(untrusted.harness(), tally),
                new RunStatus(line(untrusted.status().name(), tally)),
                branch(untrusted.branch(), tally),
                lineOrNull(untrusted.rootDirectory(), tally),
                lineOrNull(untrusted.eventsUrl(), tally),
                lineOrNull(untrusted.cancelUrl(), tally),
                lineOrNull(untrusted.createdAt(), tally),
                lineOrNull(untrusted.updatedAt(), tally),
                lineOrNull(untrusted.error(), tally),
                runtime(untrusted.runtime(), tally),
                untrusted.replayed());
    }

    /** An event: its message as text, its payload as {@link #payload}, everything else on one line. */
    public RunEvent event(RunEvent untrusted, Tally tally) {
        String message = untrusted.message();
        JsonNode payload = untrusted.payload();
        return new RunEvent(
                line(untrusted.id(), tally),
                line(untrusted.type(), tally),
                lineOrNull(untrusted.toolName(), tally),
                message == null ? null : text(message, tally),
                payload == null ? null : payload(payload, tally),
                lineOrNull(untrusted.createdAt(), tally));
    }

    /** A repo, every string in it on one line and safe. */
    public Repo repo(Repo untrusted, Tally tally) {
        return new Repo(
                line(untrusted.id(), tally),
                line(untrusted.fullName(), tally),
                lineOrNull(untrusted.defaultBranch(), tally),
                lineOrNull(untrusted.rootDirectory(), tally));
    }

    /** A sandbox, every string in it on one line and safe. */
    public Sandbox sandbox(Sandbox untrusted, Tally tally) {
        return new Sandbox(
                line(untrusted.id(), tally),
                lineOrNull(untrusted.sandboxId(), tally),
                lineOrNull(untrusted.repoId(), tally),
                line(untrusted.status(), tally),
                lineOrNull(untrusted.baseBranch(), tally),
                lineOrNull(untrusted.workingBranch(), tally),
                lineOrNull(untrusted.rootDirectory(), tally),
                lineOrNull(untrusted.previewUrl(), tally),
                lineOrNull(untrusted.createdAt(), tally),
                lineOrNull(untrusted.lastActiveAt(), tally));
    }

    private @Nullable Branch branch(@Nullable Branch untrusted, Tally tally) {
        return untrusted == null
                ? null
                : new Branch(
                        lineOrNull(untrusted.base(), tally),
                        lineOrNull(untrusted.working(), tally),
                        untrusted.createBranch());
    }

    private @Nullable RunRuntime runtime(@Nullable RunRuntime untrusted, Tally tally) {
        return untrusted == null
                ? null
                : new RunRuntime(lineOrNull(untrusted.provider(), tally), lineOrNull(untrusted.runId(), tally));
    }

    private @Nullable String lineOrNull(@Nullable String untrusted, Tally tally) {
        return untrusted == null ? null : line(untrusted, tally);
    }
}
