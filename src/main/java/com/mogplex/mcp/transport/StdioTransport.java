package com.mogplex.mcp.transport;

import com.mogplex.api.Json;
import com.mogplex.client.MogplexClient;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.RpcException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One message a line, over a pair of streams. Whatever comes in, the server stays: it ends at the end of the input, or
 * when nobody reads what it writes.
 */
public final class StdioTransport {
    /** A message may be this long. The longest prompt the API takes is 100 000 characters. */
    static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    /** How long calls in flight may take to be answered after the end of the input. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

    private final BoundedLineReader in;
    private final OutputStream out;
    private final Connection connection;
    private volatile boolean outputBroken;

    public StdioTransport(Dispatcher dispatcher, Supplier<MogplexClient> client, InputStream in, OutputStream out) {
        this.in = new BoundedLineReader(in, MAX_MESSAGE_BYTES);
        this.out = out;
        this.connection = new Connection(dispatcher, client, this::write);
    }

    /**
     * Serves until the input ends; then waits a moment for what is in flight.
     *
     * @param afterFirstMessage what can wait until the host has had its first answer
     */
    public void serve(Runnable afterFirstMessage) {
        try {
            BoundedLineReader.Line line = in.next();
            if (line != null) {
                take(line);
                afterFirstMessage.run();
                line = in.next();
            }
            while (line != null && !outputBroken) {
                take(line);
                line = in.next();
            }
            connection.drain().get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException broken) {
            LOG.warn("The input broke: {}", broken.getMessage());
        } catch (TimeoutException late) {
            LOG.debug("The input ended; calls were still in flight after {}", DRAIN);
        } catch (ExecutionException | InterruptedException e) {
            LOG.debug("Stopped waiting for calls in flight");
        } finally {
            connection.cancelAll();
        }
    }

    private void take(BoundedLineReader.Line line) {
        if (line.tooLong()) {
            connection.refuse(new RpcException(
                    RpcException.INVALID_REQUEST, "A message may hold at most " + MAX_MESSAGE_BYTES + " bytes"));
            return;
        }
        JsonNode message;
        try {
            String text = decode(line.bytes());
            if (text.isBlank()) {
                return;
            }
            message = Json.mapper().readTree(text);
        } catch (CharacterCodingException notUtf8) {
            connection.refuse(new RpcException(RpcException.PARSE_ERROR, "The message is not valid UTF-8"));
            return;
        } catch (JacksonException notJson) {
            connection.refuse(new RpcException(RpcException.PARSE_ERROR, "The message is not valid JSON"));
            return;
        }
        connection.receive(message);
    }

    /** Strictly UTF-8, without the byte order mark that some hosts put first. */
    private static String decode(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void write(JsonNode message) {
        // By way of a string: half a surrogate pair, which an id may hold, must not be the end of the server.
        byte[] bytes = Json.mapper().writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            try {
                out.write(bytes);
                out.write('\n');
                out.flush();
            } catch (IOException nobodyReads) {
                outputBroken = true;
            }
        }
    }
}
