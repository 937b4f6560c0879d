package com.mogplex.mcp.protocol;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller says beside its request: what its client can do, and its answers to what was {@linkplain InputRequired
 * asked of it} before. The handshake era has none of it.
 */
public final class ClientInput {
    private static final ClientInput NONE = new ClientInput(null, null);

    private final @Nullable ObjectNode params;
    private final @Nullable RequestState state;

    private ClientInput(@Nullable ObjectNode params, @Nullable RequestState state) {
        this.params = params;
        this.state = state;
    }

    /**
     * What comes with this request.
     *
     * @param seal the caller's, on what it is given to bring back
     */
    public static ClientInput of(Incoming.Request request, Seal seal) {
        return StatelessEra.claims(request)
                ? new ClientInput(request.params(), new RequestState(seal, request, Clock.systemUTC()))
                : NONE;
    }

    /** The capability that a client must declare to be asked by this method. */
    static String capability(String method) {
        return method.substring(0, method.indexOf('/'));
    }

    /**
     * Whether the client has said that it can be asked so.
     *
     * @param capability {@code elicitation}, {@code sampling} or {@code roots}
     */
    public boolean declares(String capability) {
        return params != null
                && params.path("_meta")
                        .path(StatelessEra.CLIENT_CAPABILITIES)
                        .path(capability)
                        .isObject();
    }

    /**
     * The answer to what was asked under this key, as the client gave it; empty if there is none.
     *
     * @throws RpcException if the answers are not what answers must be
     */
    public Optional<ObjectNode> answer(String key) {
        JsonNode answers = params == null ? null : params.get("inputResponses");
        if (answers == null) {
            return Optional.empty();
        }
        JsonNode answer = answers.path(key);
        if (!answers.isObject() || !(answer.isObject() || answer.isMissingNode())) {
            throw RpcException.invalidParams("params.inputResponses must be an object of objects");
        }
        return answer instanceof ObjectNode given ? Optional.of(given) : Optional.empty();
    }

    /** What a person filled into a form; empty if it was not answered, declined or put away. */
    public Optional<ObjectNode> form(String key) {
        return answer(key)
                .filter(answer -> answer.path("action").asString("").equals("accept"))
                .map(answer -> answer.get("content"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    /**
     * What the caller was given to bring back; empty if it brings nothing.
     *
     * @throws RpcException if it is not what this caller was given for this request, or is too old
     */
    public Optional<ObjectNode> remembered() {
        JsonNode brought = params == null ? null : params.get("requestState");
        return brought == null || state == null ? Optional.empty() : Optional.of(state.open(brought));
    }

    String seal(ObjectNode whatWasFound) {
        if (state == null) {
            throw new IllegalStateException("the handshake era asks nothing");
        }
        return state.seal(whatWasFound);
    }
}
