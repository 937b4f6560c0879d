package com.mogplex.api;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper. Unknown fields are ignored: the API may grow. */
public final class Json {
    /**
     * Deeper JSON than this is refused while it is read. Nothing that the contract or the protocol defines comes near.
     */
    public static final int MAX_DEPTH = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** The mapper; it is safe for use by many threads. */
    public static JsonMapper mapper() {
        return MAPPER;
    }
}
