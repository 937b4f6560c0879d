package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;
import static com.mogplex.api.ErrorCode.NOT_FOUND;
import static com.mogplex.client.ScriptedServer.soon;
import static com.mogplex.client.Wire.event;
import static com.mogplex.client.Wire.events;
import static com.mogplex.client.Wire.json;
import static com.mogplex.client.Wire.ok;
import static com.mogplex.client.Wire.run;
import static com.mogplex.client.Wire.runDetail;
import static com.mogplex.client.Wire.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mogplex.api.Cancellation;
import com.mogplex.api.Repo;
import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunStatus;
import com.mogplex.api.Sandbox;
import com.mogplex.api.StartRunRequest;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each call sends, and what it makes of a good answer. */
class CallsTest {
    private static final String REPO_ID = "8f3a2b1c-1234-4abc-9def-1234567890ab";

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aStartSendsTheRequestUnderTheTokenAndTheKey() {
        server.answering(json(202, success(run("run-1", "pending"))));

        Run run = server.client.startRun(StartRunRequest.of(REPO_ID, "Fix it"), "key-1", soon());

        assertThat(run.runId()).isEqualTo("run-1");
        RecordedRequest request = server.request();
        assertThat(request.getRequestLine()).isEqualTo("POST /api/v1/mogplex/runs HTTP/1.1");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + ScriptedServer.TOKEN);
        assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("key-1");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("User-Agent")).startsWith("mogplex/");
        assertThat(request.getBody().utf8()).isEqualTo("{\"repoId\":\"" + REPO_ID + "\",\"prompt\":\"Fix it\"}");
    }

    @Test
    void aRunIsReadWithAllItsFields() {
        server.answering(
                ok("{\"run\":{\"runId\":\"r\",\"status\":\"failed\",\"harness\":\"codex\",\"repoId\":\"" + REPO_ID
                        + "\",\"branch\":{\"base\":\"main\",\"working\":\"feat/x\",\"createBranch\":true},\"sandboxId\":\"vsb_abc\","
                        + "\"createdAt\":\"2026-05-17T10:14:00.000Z\",\"error\":\"no luck\","
                        + "\"runtime\":{\"provider\":\"trigger\",\"runId\":\"t\"}}}"));

        Run run = server.client.getRun("r", soon());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.branch().working()).isEqualTo("feat/x");
        assertThat(run.error()).isEqualTo("no luck");
        assertThat(run.runtime().provider()).isEqualTo("trigger");
        RecordedRequest request = server.request();
        assertThat(request.getRequestLine()).isEqualTo("GET /api/v1/mogplex/runs/r HTTP/1.1");
        assertThat(request.getHeaders().get("Idempotency-Key")).isNull();
    }

    @Test
    void eventsAreAskedForByNumber() {
        server.answering(ok(events("streaming", event("a", 1), event("b", 2))));

        RunSnapshot snapshot = server.client.listRunEvents("run-1", 50, soon());

        assertThat(snapshot.events()).extracting(RunEvent::id).containsExactly("a", "b");
        assertThat(server.request().getRequestLine())
                .isEqualTo("GET /api/v1/mogplex/runs/run-1/events?limit=50 HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201, Integer.MAX_VALUE})
    void aLimitThatTheApiDoesNotKnowIsRefusedBeforeSending(int limit) {
        assertThatThrownBy(() -> server.client.listRunEvents("run-1", limit, soon()))
                .hasMessage("The limit must be 1 to 200.");
        assertThat(server.http.getRequestCount()).isZero();
    }

    @Test
    void aCancelIsAPostWithoutABodyAndWithoutAKey() {
        server.answering(ok("{\"run\":" + run("run-1", "streaming") + ",\"status\":\"cancellation_requested\"}"));

        Cancellation cancellation = server.client.cancelRun("run-1", soon());

        assertThat(cancellation.status()).isEqualTo(Cancellation.REQUESTED);
        RecordedRequest request = server.request();
        assertThat(request.getRequestLine()).isEqualTo("POST /api/v1/mogplex/runs/run-1/cancel HTTP/1.1");
        assertThat(request.getHeaders().get("Idempotency-Key")).isNull();
        assertThat(request.getBodySize()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"true,already_terminal", "false,cancellation_requested"})
    void aLaterServersWordForACancelIsUnderstood(boolean alreadyTerminal, String meaning) {
        server.answering(ok("{\"run\":" + run("run-1", "cancelled") + ",\"status\":\"cancelled\",\"alreadyTerminal\":"
                + alreadyTerminal + "}"));

        assertThat(server.client.cancelRun("run-1", soon()).status()).isEqualTo(meaning);
    }

    @Test
    void reposAreSearchedByName() {
        server.answering(ok("{\"repos\":[" + repo("acme/web") + "]}"));

        assertThat(server.client.listRepos("acme/w&b=c", 7, soon()))
                .extracting(Repo::fullName)
                .containsExactly("acme/web");
        assertThat(server.request().getTarget()).isEqualTo("/api/v1/mogplex/repos?q=acme%2Fw%26b%3Dc&limit=7");
    }

    @Test
    void sandboxesAreFilteredByRepoAndStatus() {
        server.answering(ok("{\"sandboxes\":[{\"id\":\"s\",\"status\":\"running\",\"repo_id\":\"" + REPO_ID + "\"}]}"));

        assertThat(server.client.listSandboxes(REPO_ID, "running", 100, soon()))
                .extracting(Sandbox::id)
                .containsExactly("s");
        assertThat(server.request().getTarget())
                .isEqualTo("/api/v1/mogplex/sandboxes?repo_id=" + REPO_ID + "&status=running&limit=100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "../repos ..%2Frepos",
                "a/b a%2Fb",
                "%2e%2e %252e%252e",
                "a?limit=1 a%3Flimit%3D1",
                "a#b a%23b",
                "a;b a%3Bb",
                "a\\b a%5Cb",
                "... ...",
                "ü %C3%BC",
                "a+b a%2Bb"
            })
    void noRunIdReachesAnotherRoute(String id, String segment) {
        server.answering(ok(runDetail(id.replace("\\", "\\\\"), "pending")));

        server.client.getRun(id, soon());

        assertThat(server.request().getTarget()).isEqualTo("/api/v1/mogplex/runs/" + segment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a\nb", "a\u0000b", "a\u202eb", "\ud800", "a\u007f"})
    void anIdThatCanBeNoneIsRefusedBeforeSending(String id) {
        MogplexException failure =
                catchThrowableOfType(MogplexException.class, () -> server.client.cancelRun(id, soon()));

        assertThat(failure.errorCode()).contains(BAD_REQUEST);
        assertThat(failure).hasMessageStartingWith("The run id ");
        assertThat(server.http.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a ", " a", "a\nb", "ü"})
    void aKeyThatAHeaderWouldChangeIsRefused(String key) {
        assertThatThrownBy(() -> server.client.startRun(StartRunRequest.of(REPO_ID, "x"), key, soon()))
                .hasMessageStartingWith("The idempotency key must be");
        assertThat(server.http.getRequestCount()).isZero();
    }

    @Test
    void aKeyOf200CharactersIsSentAndALongerOneIsNot() {
        server.answering(ok(run("r", "pending")));

        server.client.startRun(StartRunRequest.of(REPO_ID, "x"), "k".repeat(200), soon());

        assertThat(server.header("Idempotency-Key")).hasSize(200);
        assertThatThrownBy(() -> server.client.startRun(StartRunRequest.of(REPO_ID, "x"), "k".repeat(201), soon()))
                .hasMessageStartingWith("The idempotency key must be");
    }

    @Test
    void aRepoIdIsUsedAsItIs() {
        assertThat(server.client.resolveRepoId(REPO_ID, soon())).isEqualTo(REPO_ID);
        assertThat(server.http.getRequestCount()).isZero();
    }

    @Test
    void aRepoNameIsFoundInAnyCaseButNeverByGuess() {
        server.answering(ok("{\"repos\":[" + repo("acme/web-app") + "," + repo("Acme/Web") + "]}"));

        assertThat(server.client.resolveRepoId("acme/WEB", soon())).isEqualTo("id of Acme/Web");
    }

    @Test
    void anUnknownRepoNameNamesUpToThreeThatAreSimilar() {
        server.answering(
                ok("{\"repos\":[]}"),
                ok("{\"repos\":[" + repo("a/web") + "," + repo("b/web") + "," + repo("c/web") + "," + repo("d/web")
                        + "]}"));

        MogplexException failure =
                catchThrowableOfType(MogplexException.class, () -> server.client.resolveRepoId("z/web", soon()));

        assertThat(failure.errorCode()).contains(NOT_FOUND);
        assertThat(failure).hasMessage("This token has no repo named z/web. Similar: a/web, b/web, c/web.");
    }

    @Test
    void oneNameForTwoReposIsNotDecided() {
        server.answering(ok("{\"repos\":[" + repo("acme/web") + "," + repo("Acme/web") + "]}"));

        assertThatThrownBy(() -> server.client.resolveRepoId("ACME/WEB", soon()))
                .hasMessage("There are 2 repos named ACME/WEB: use the id of one.");
    }

    @Test
    void theExactNameGoesBeforeOnesThatDifferInCase() {
        server.answering(ok("{\"repos\":[" + repo("Acme/web") + "," + repo("acme/web") + "]}"));

        assertThat(server.client.resolveRepoId("acme/web", soon())).isEqualTo("id of acme/web");
    }

    @Test
    void everyStartHasAKeyOfItsOwn() {
        assertThat(MogplexClient.newIdempotencyKey()).isNotEqualTo(MogplexClient.newIdempotencyKey());
    }

    private static String repo(String fullName) {
        return "{\"id\":\"id of " + fullName + "\",\"full_name\":\"" + fullName + "\"}";
    }
}
