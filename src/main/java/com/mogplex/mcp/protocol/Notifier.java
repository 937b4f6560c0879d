package com.mogplex.mcp.protocol;

import tools.jackson.databind.node.ObjectNode;

/** Sends notifications that belong to a call while it runs. */
@FunctionalInterface
public interface Notifier {
    void notify(String method, ObjectNode params);
}
