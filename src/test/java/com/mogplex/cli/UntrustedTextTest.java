package com.mogplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the API's answers hold, in whichever field: no terminal is steered by it, and no token comes back in it. */
class UntrustedTextTest {
    /**
     * Colors, a title, a link, a moved cursor, a line overwritten, a text turned around, and the caller's own token.
     */
    private static final String HOSTILE =
            "\\u001b[31mred\\u001b]0;title\\u0007\\u001b[2J\\u009b5A\\rover\\u202eback\\u200b\\u0000 "
                    + ScriptedApi.TOKEN;

    private static final String EVENTS = "{\"run\":" + run("success") + ",\"events\":[" + object("event") + "]}";

    private ScriptedApi api;

    @BeforeEach
    void start() throws IOException {
        api = new ScriptedApi()
                .data("GET /repos", "{\"repos\":[" + object("repo") + "]}")
                .data("GET /sandboxes", "{\"sandboxes\":[" + object("sandbox") + "]}")
                .data("POST /runs", run("success"))
                .data("GET /runs/r", "{\"run\":" + run(HOSTILE) + "}")
                .data("GET /runs/r/events", EVENTS)
                .data("POST /runs/r/cancel", "{\"run\":" + run("failed") + ",\"status\":\"" + HOSTILE + "\"}")
                .error("GET /runs/refused", 409, "CONFLICT", HOSTILE);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void noCommandPrintsAnEscapeOrTheTokenThatItReceived() {
        for (List<String> command : List.of(
                List.of("repos", "list"),
                List.of("sandboxes", "list"),
                List.of("run", "--repo", "8f3a2b1c-1234-4abc-9def-1234567890ab", "--idempotency-key", "k", "a prompt"),
                List.of("runs", "get", "r"),
                List.of("runs", "events", "r"),
                List.of("runs", "events", "r", "--follow"),
                List.of("runs", "cancel", "r"),
                List.of("runs", "get", "refused"))) {
            assertHarmless(command, "");
            assertHarmless(command, "--json");
        }
    }

    private void assertHarmless(List<String> command, String form) {
        List<String> words = new ArrayList<>(command);
        if (!form.isEmpty()) {
            words.add(form);
        }
        TestingShell.Result result = TestingShell.connectedTo(api.url()).run(words.toArray(String[]::new));
        String printed = result.output() + result.error();

        assertThat(printed).as("%s", words).contains("red").doesNotContain(ScriptedApi.TOKEN);
        assertThat(printed.chars().filter(character -> character != '\n' && Character.isISOControl(character)))
                .as("%s: %s", words, printed)
                .isEmpty();
        assertThat(printed).as("%s", words).doesNotContain("\u202e", "\u200b", "\\u001b", "\\u001B");
    }

    private static String run(String status) {
        return """
                {"runId":"r","sandboxId":"%1$s","repoId":"%1$s","harness":"%1$s","status":"%2$s",
                 "branch":{"base":"%1$s","working":"%1$s","createBranch":true},"rootDirectory":"%1$s",
                 "eventsUrl":"%1$s","cancelUrl":"%1$s","createdAt":"%1$s","updatedAt":"%1$s","error":"%1$s"}""".formatted(HOSTILE, status);
    }

    private static String object(String kind) {
        return """
                {"id":"%1$s","full_name":"%1$s","default_branch":"%1$s","root_directory":"%1$s","sandbox_id":"%1$s",
                 "repo_id":"%1$s","status":"%1$s","base_branch":"%1$s","working_branch":"%1$s","preview_url":"%1$s",
                 "created_at":"%1$s","last_active_at":"%1$s","createdAt":"%1$s","type":"%1$s","toolName":"%1$s","message":"%1$s %2$s",
                 "payload":{"%1$s":"%1$s"}}""".formatted(HOSTILE, kind);
    }
}
