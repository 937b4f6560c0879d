package com.mogplex.client;

import mockwebserver3.MockResponse;

final class Wire {
    static MockResponse ok(int status, String data) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body("{\"ok\":true,\"data\":" + data + "}")
                .build();
    }

    static String run(String id, String status) {
        return "{\"runId\":\"" + id + "\",\"status\":\"" + status
                + "\",\"branch\":{\"base\":\"main\",\"working\":\"x\",\"createBranch\":null},\"runtime\":null}";
    }

    static String event(int n) {
        return "{\"id\":\"e" + n
                + "\",\"type\":\"log\",\"message\":\"m\",\"payload\":{},\"createdAt\":\"2026-05-17T10:14:1" + n
                + ".000Z\"}";
    }
}
