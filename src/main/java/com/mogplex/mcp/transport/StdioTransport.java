package com.mogplex.mcp.transport;

import com.mogplex.api.Json;
import com.mogplex.client.MogplexClient;
import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.Outgoing;
import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.protocol.Seal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message a line, over a pair of streams. Whatever comes in, the server stays: it ends at the end of the input, or
 * when nobody reads what it writes.
 */
public final class StdioTransport {
    /** How long calls in flight may take to be answered after the end of the input. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

    private final BoundedLineReader in;
    private final OutputStream out;
    private final Connection connection;
    private final Replies replies = new Replies() {
        @Override
        public void notification(ObjectNode notification) {
            write(notification);
        }

        @Override
        public void answer(@Nullable JsonNode answer) {
            if (answer != null) {
                write(answer);
            }
        }
    };
    private volatile Runnable outputBroken = () -> {};

    public StdioTransport(Dispatcher dispatcher, Supplier<MogplexClient> client, InputStream in, OutputStream out) {
        this.in = new BoundedLineReader(in, MessageText.MAX_BYTES);
        this.out = out;
        this.connection = new Connection(dispatcher, client, Seal.ofThisProcess());
    }

    /**
     * Serves until the input ends; then waits a moment for what is in flight.
     *
     * @param afterFirstMessage what can wait until the host has had its first answer
     * @param whenNobodyReads what to do when the output breaks, which the input does not tell
     */
    public void serve(Runnable afterFirstMessage, Runnable whenNobodyReads) {
        outputBroken = whenNobodyReads;
        try {
            BoundedLineReader.Line line = in.next();
            if (line != null) {
                take(line);
                afterFirstMessage.run();
                line = in.next();
            }
            while (line != null) {
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
            refuse(MessageText.tooLong());
            return;
        }
        try {
            MessageText.read(line.bytes()).ifPresent(message -> connection.receive(message, replies));
        } catch (RpcException unreadable) {
            refuse(unreadable);
        }
    }

    private void refuse(RpcException error) {
        write(Outgoing.error(error));
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
                outputBroken.run();
            }
        }
    }
}
