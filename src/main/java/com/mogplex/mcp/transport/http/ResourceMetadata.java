package com.mogplex.mcp.transport.http;

import com.mogplex.api.Json;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/** What a client without a token can learn of how to get one. Source: RFC 9728; MCP, "Authorization". */
final class ResourceMetadata {
    static final String PATH = "/.well-known/oauth-protected-resource";

    private ResourceMetadata() {}

    /** Names no authorization server: tokens are issued by hand. */
    static void answer(Exchange exchange) {
        ObjectNode metadata = Json.mapper().createObjectNode();
        metadata.put("resource", exchange.origin() + "/mcp");
        metadata.put("resource_name", "Mogplex");
        metadata.putArray("bearer_methods_supported").add("header");
        metadata.putArray("scopes_supported").add("read").add("write");
        metadata.put("resource_documentation", "https://www.mogplex.com/settings/api-keys");
        exchange.answer(HttpStatus.OK_200, metadata);
    }
}
