package com.mogplex.mcp.transport;

import com.mogplex.api.Json;
import com.mogplex.mcp.protocol.RpcException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/** The bytes of a message, the same on every transport. */
public final class MessageText {
    /** A message may be this long. The longest prompt the API takes is 100 000 characters. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private MessageText() {}

    /** What is said of a longer one. */
    public static RpcException tooLong() {
        return new RpcException(RpcException.INVALID_REQUEST, "A message may hold at most " + MAX_BYTES + " bytes");
    }

    /**
     * What they say; empty if they are blank.
     *
     * @throws RpcException if they are not UTF-8 or not JSON
     */
    public static Optional<JsonNode> read(byte[] bytes) {
        try {
            String text = decode(bytes);
            return text.isBlank() ? Optional.empty() : Optional.of(Json.mapper().readTree(text));
        } catch (CharacterCodingException notUtf8) {
            throw new RpcException(RpcException.PARSE_ERROR, "The message is not valid UTF-8");
        } catch (StreamConstraintsException tooMuch) {
            throw new RpcException(
                    RpcException.INVALID_REQUEST,
                    "The message goes beyond this server's limits: " + Json.MAX_DEPTH
                            + " levels deep, numbers of 1000 digits, names of 50000 characters");
        } catch (JacksonException notJson) {
            throw new RpcException(RpcException.PARSE_ERROR, "The message is not valid JSON");
        }
    }

    /** Strictly UTF-8, without the byte order mark that some hosts put first. */
    private static String decode(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
