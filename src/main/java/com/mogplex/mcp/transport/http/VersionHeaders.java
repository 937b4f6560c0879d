package com.mogplex.mcp.transport.http;

import com.mogplex.mcp.protocol.Dispatcher;
import com.mogplex.mcp.protocol.Incoming;
import com.mogplex.mcp.protocol.RpcException;
import com.mogplex.mcp.protocol.Shown;
import com.mogplex.mcp.protocol.Versions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The headers that repeat what the body says. Source: MCP 2026-07-28, Streamable HTTP, "Request Metadata". */
final class VersionHeaders {
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String BASE64_START = "=?base64?";
    private static final String BASE64_END = "?=";

    /** The methods that must name what they are about, and where their bodies have the name. */
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private VersionHeaders() {}

    /** The revision that the headers name; empty if they name none, which is taken for an old one. */
    static Optional<String> version(Exchange exchange) {
        return Optional.ofNullable(exchange.header(VERSION));
    }

    /** Whether a request is one of the stateless era, by its body or by its headers. */
    static boolean isStateless(Exchange exchange, Incoming.Request request) {
        return Dispatcher.isStateless(request)
                || version(exchange).filter(Versions.STATELESS::contains).isPresent();
    }

    /** @throws Refusal if the headers name a revision that we do not know */
    static void requireKnown(Exchange exchange, @Nullable JsonNode id) {
        version(exchange)
                .filter(version -> !Versions.HANDSHAKE.contains(version) && !Versions.STATELESS.contains(version))
                .ifPresent(version -> {
                    throw Refusal.of(HttpStatus.BAD_REQUEST_400, id, RpcException.unsupportedVersion(version));
                });
    }

    /** @throws Refusal if a request of the stateless era says less than it must, or its headers say something else */
    static void checkStateless(Exchange exchange, Incoming.Request request) {
        String version = exchange.header(VERSION);
        if (version == null) {
            throw mismatch(request, "The header " + VERSION + " is required");
        }
        try {
            Dispatcher.admitStateless(request);
        } catch (RpcException mistake) {
            JsonNode said = request.params().path("_meta").path("io.modelcontextprotocol/protocolVersion");
            if (said.isString() && !said.stringValue().equals(version)) {
                throw mismatch(request, VERSION, version, said.stringValue());
            }
            throw Refusal.of(HttpStatus.BAD_REQUEST_400, request.id(), mistake);
        }
        // The body names the one version that we speak, or it would not have been admitted.
        if (!Versions.STATELESS.contains(version)) {
            throw mismatch(request, VERSION, version, Versions.STATELESS.get(0));
        }
        String method = exchange.header(METHOD);
        if (method == null) {
            throw mismatch(request, "The header " + METHOD + " is required");
        }
        if (!method.equals(request.method())) {
            throw mismatch(request, METHOD, method, request.method());
        }
        checkName(exchange, request);
    }

    private static void checkName(Exchange exchange, Incoming.Request request) {
        String field = NAMED.get(request.method());
        if (field == null) {
            return;
        }
        JsonNode inBody = request.params().get(field);
        String inHeader = exchange.header(NAME);
        if (inHeader == null) {
            throw mismatch(request, "The header " + NAME + " is required");
        }
        String name = decode(request, inHeader);
        if (inBody == null || !inBody.isString() || !inBody.stringValue().equals(name)) {
            throw mismatch(request, NAME, name, inBody == null ? "" : inBody.asString(""));
        }
    }

    private static String decode(Incoming.Request request, String value) {
        if (!value.startsWith(BASE64_START) || !value.endsWith(BASE64_END)) {
            return value;
        }
        String encoded = value.substring(BASE64_START.length(), value.length() - BASE64_END.length());
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw mismatch(request, "The header " + NAME + " is not valid Base64");
        }
    }

    private static Refusal mismatch(Incoming.Request request, String header, String said, String inBody) {
        return mismatch(
                request,
                "Header mismatch: " + header + " says '" + Shown.briefly(said) + "', the body says '"
                        + Shown.briefly(inBody) + "'");
    }

    private static Refusal mismatch(Incoming.Request request, String message) {
        return Refusal.of(
                HttpStatus.BAD_REQUEST_400, request.id(), new RpcException(RpcException.HEADER_MISMATCH, message));
    }
}
