package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that {@code HTTPS_PROXY} and {@code NO_PROXY} name, in either case, as curl reads them. The way to the API
 * is a tunnel through it: the proxy sees neither the token nor the answers.
 *
 * @param host the proxy's host
 * @param port the proxy's port
 * @param user for the proxy itself, if it wants one
 * @param password for the proxy itself
 */
record EnvironmentProxy(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    /** The proxy on the way to this address; empty if there is none, and always for this machine itself. */
    static Optional<EnvironmentProxy> towards(BaseUrl target, Map<String, String> environment) {
        String value = either(environment, "https_proxy").strip();
        if (value.isEmpty() || target.isLoopback() || isExempt(target, either(environment, "no_proxy"))) {
            return Optional.empty();
        }
        return Optional.of(parse(value));
    }

    private static String either(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isBlank() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
    }

    /** A name in the list stands for itself and what is below it, at any port or at the one that it gives. */
    private static boolean isExempt(BaseUrl target, String exceptions) {
        String host = "." + target.host();
        return Arrays.stream(exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(name -> !name.isEmpty())
                .map(name -> "." + name.replaceFirst("^\\*?\\.", ""))
                .anyMatch(suffix -> suffix.equals(".*")
                        || host.endsWith(suffix)
                        || (host + ":" + target.effectivePort()).endsWith(suffix));
    }

    private static EnvironmentProxy parse(String value) {
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || port == 0 || port > 65535) {
                throw unusable();
            }
            String[] userInfo = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            return new EnvironmentProxy(
                    uri.getHost(),
                    port,
                    userInfo.length > 0 ? decoded(userInfo[0]) : null,
                    userInfo.length > 1 ? decoded(userInfo[1]) : null);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw unusable();
        }
    }

    private static String decoded(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static MogplexException unusable() {
        // The value is not repeated: it may hold a password.
        return MogplexException.local(
                BAD_REQUEST, "HTTPS_PROXY is not of the form http://host:port.", "Correct or unset HTTPS_PROXY.");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
