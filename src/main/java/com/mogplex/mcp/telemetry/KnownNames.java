package com.mogplex.mcp.telemetry;

import com.mogplex.mcp.protocol.CallObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The few names under which calls are counted and traced. A caller may write anything where a name belongs; whatever is
 * none becomes one word, so that nobody can fill a collector with series, or put a text into it.
 */
public final class KnownNames {
    private static final String UNKNOWN = "unknown";
    private static final String CALL = "tools/call";
    /** Those that are no features of ours. */
    private static final List<String> OF_THE_PROTOCOL =
            List.of("initialize", "ping", "server/discover", "subscriptions/listen");

    private final Set<String> methods;
    private final Set<String> tools;

    /**
     * @param features the methods that this server offers beside the protocol's own
     * @param tools the tools that it offers
     */
    public KnownNames(Set<String> features, Set<String> tools) {
        Set<String> all = new HashSet<>(features);
        all.addAll(OF_THE_PROTOCOL);
        this.methods = Set.copyOf(all);
        this.tools = Set.copyOf(tools);
    }

    String method(CallObserver.Call call) {
        String method = call.request().method();
        return methods.contains(method) ? method : UNKNOWN;
    }

    /** The tool that is called; {@code none} if the method calls none. */
    String tool(CallObserver.Call call) {
        if (!call.request().method().equals(CALL)) {
            return "none";
        }
        String tool = call.request().params().path("name").asString("");
        return tools.contains(tool) ? tool : UNKNOWN;
    }
}
