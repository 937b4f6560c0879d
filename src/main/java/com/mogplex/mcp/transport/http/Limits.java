package com.mogplex.mcp.transport.http;

import java.time.Duration;

/**
 * How much this server does at once, and how long it is patient.
 *
 * @param connections open at once; further ones wait to be accepted
 * @param callsPerCaller requests of one principal that are worked on or waited for at once
 * @param streamsPerCaller HTTP+SSE streams of one principal
 * @param streams HTTP+SSE streams of all
 * @param headerTime to send a request's headers, and to keep a connection open without a request
 * @param bodyTime to send a request's body
 * @param keepAlivePeriod between signs of life on a stream that says nothing
 */
record Limits(
        int connections,
        int callsPerCaller,
        int streamsPerCaller,
        int streams,
        Duration headerTime,
        Duration bodyTime,
        Duration keepAlivePeriod) {
    static final Limits DEFAULT =
            new Limits(8_192, 256, 32, 4_096, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(15));
}
