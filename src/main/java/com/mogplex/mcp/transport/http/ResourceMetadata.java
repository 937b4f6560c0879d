package com.mogplex.mcp.transport.http;

import com.mogplex.api.Json;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/** What a client without a token can learn of how to get one. Source: RFC 9728; MCP, "Authorization". */
final class ResourceMetadata {
    static final String PATH = "/.well-known/oauth-protected-resource";

    private ResourceMetadata() {}

    /** Where to read of the resource that this request asks for. */
    static String url(Exchange exchange) {
        String path = exchange.request().getHttpURI().getPath();
        return exchange.origin() + PATH + (path.equals("/messages") ? "/sse" : path);
    }

    /**
     * Of the resource whose path follows this document's own. Names no authorization server: tokens are issued by hand.
     */
    static void answer(Exchange exchange) {
        String resource = exchange.request().getHttpURI().getPath().substring(PATH.length());
        ObjectNode metadata = Json.mapper().createObjectNode();
        metadata.put("resource", exchange.origin() + resource);
        metadata.put("resource_name", "Mogplex");
        metadata.putArray("bearer_methods_supported").add("header");
        metadata.putArray("scopes_supported").add("read").add("write");
        metadata.put("resource_documentation", "https://www.mogplex.com/settings/api-keys");
        exchange.answer(HttpStatus.OK_200, metadata);
    }
}
