package com.mogplex.mcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mogplex.api.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a caller is given to bring back serves it, for what it was given for, and for a while. */
class RequestStateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ObjectNode STATE = Json.mapper().createObjectNode().put("step", 1);

    private final String given =
            state("one", request("{'name':'a','arguments':{'x':1,'y':2}}"), NOW).seal(STATE);

    @Test
    void itComesBackInTheNextRound_whateverTheOrderOfTheFields() {
        Incoming.Request next = request(
                "{'arguments':{'y':2,'x':1},'name':'a','inputResponses':{},'requestState':'…','_meta':{'n':2}}");
        assertThat(state("one", next, NOW.plusSeconds(60)).open(text(given))).isEqualTo(STATE);
    }

    @Test
    void itServesNobodyElse() {
        assertThatThrownBy(() -> state("another", request("{'name':'a','arguments':{'x':1,'y':2}}"), NOW)
                        .open(text(given)))
                .isInstanceOf(RpcException.class);
    }

    @Test
    void itServesNoOtherRequest() {
        assertThatThrownBy(() -> state("one", request("{'name':'a','arguments':{'x':1,'y':3}}"), NOW)
                        .open(text(given)))
                .isInstanceOf(RpcException.class);
    }

    @Test
    void itServesForAWhileOnly() {
        Instant late = NOW.plus(RequestState.LIFETIME);
        assertThatThrownBy(() -> state("one", request("{'name':'a','arguments':{'x':1,'y':2}}"), late)
                        .open(text(given)))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("too old");
    }

    @Test
    void nothingElseIsTakenForIt() {
        RequestState same = state("one", request("{'name':'a','arguments':{'x':1,'y':2}}"), NOW);
        String changed = (given.charAt(0) == 'A' ? 'B' : 'A') + given.substring(1);
        for (String odd : new String[] {changed, given + "x", given + ".x", given.split("\\.")[0], "", ".", "é.é"}) {
            assertThatThrownBy(() -> same.open(text(odd))).as(odd).isInstanceOf(RpcException.class);
        }
        assertThatThrownBy(() -> same.open(Json.mapper().createObjectNode())).isInstanceOf(RpcException.class);
    }

    private static RequestState state(String caller, Incoming.Request request, Instant now) {
        return new RequestState(
                Seal.under(caller.getBytes(StandardCharsets.UTF_8)), request, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Incoming.Request request(String params) {
        return new Incoming.Request(
                text("1"), "tools/call", (ObjectNode) Json.mapper().readTree(params.replace('\'', '"')));
    }

    private static JsonNode text(String value) {
        return Json.mapper().getNodeFactory().stringNode(value);
    }
}
