package com.mogplex.client;

import mockwebserver3.MockResponse;

/** Answers as the v1 API writes them. */
final class Wire {
    private Wire() {}

    static MockResponse ok(String data) {
        return json(200, success(data));
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    static MockResponse refusal(int status, String code, String message) {
        return json(status, "{\"ok\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");
    }

    static String success(String data) {
        return "{\"ok\":true,\"data\":" + data + "}";
    }

    static String run(String id, String status) {
        return "{\"runId\":\"" + id + "\",\"status\":\"" + status + "\"}";
    }

    static String runDetail(String id, String status) {
        return "{\"run\":" + run(id, status) + "}";
    }

    static String events(String status, String... events) {
        return "{\"run\":" + run("run-1", status) + ",\"events\":[" + String.join(",", events) + "]}";
    }

    /** @param second of a minute, for its time */
    static String event(String id, int second) {
        return "{\"id\":\"" + id + "\",\"type\":\"log\",\"toolName\":null,\"message\":\"Message " + id
                + "\",\"payload\":{},\"createdAt\":\"2026-05-17T10:14:" + String.format("%02d", second) + ".000Z\"}";
    }
}
