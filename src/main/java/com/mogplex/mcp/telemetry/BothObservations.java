package com.mogplex.mcp.telemetry;

import com.mogplex.client.RequestObserver;
import com.mogplex.mcp.protocol.CallObserver;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Tells two who listen to one request. */
record BothObservations(CallObserver.Observation first, CallObserver.Observation second)
        implements CallObserver.Observation {
    @Override
    public RequestObserver requests() {
        return new BothRequests(first.requests(), second.requests());
    }

    @Override
    public void end(CallObserver.Outcome outcome) {
        first.end(outcome);
        second.end(outcome);
    }

    private record BothRequests(RequestObserver first, RequestObserver second) implements RequestObserver {
        @Override
        public void waited(Duration pause) {
            first.waited(pause);
            second.waited(pause);
        }

        @Override
        public Sent sending(Sending request, BiConsumer<String, String> headers) {
            Sent one = first.sending(request, headers);
            Sent other = second.sending(request, headers);
            return status -> {
                one.ended(status);
                other.ended(status);
            };
        }
    }
}
