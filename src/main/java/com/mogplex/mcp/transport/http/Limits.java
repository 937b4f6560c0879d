package com.mogplex.mcp.transport.http;

import java.time.Duration;

/**
 * How much this server does at once, and how long it is patient.
 *
 * @param connections open at once
 * @param connectionsPerAddress open at once from one network address
 * @param callsPerCaller requests of one principal that are worked on or waited for at once
 * @param streamsPerCaller HTTP+SSE streams of one principal
 * @param streams HTTP+SSE streams of all
 * @param headerTime to send a request's headers, and to keep a connection open without a request
 * @param bodyTime to send a request's body
 * @param idleTime without a byte read or written while there is one to write
 * @param keepAlivePeriod between signs of life on a stream that says nothing
 */
record Limits(
        int connections,
        int connectionsPerAddress,
        int callsPerCaller,
        int streamsPerCaller,
        int streams,
        Duration headerTime,
        Duration bodyTime,
        Duration idleTime,
        Duration keepAlivePeriod) {
    static final Limits DEFAULT = new Limits(
            8_192,
            4_096,
            256,
            32,
            4_096,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15));
}
