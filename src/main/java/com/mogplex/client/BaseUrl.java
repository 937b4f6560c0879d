package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the v1 API is: a scheme, a host and perhaps a port, as {@code MOGPLEX_URL} names them. A token is sent there,
 * so everything that is not plainly one https address is refused.
 *
 * @param scheme {@code https}, or {@code http} for this machine
 * @param host a name or an address, in lower case; an IPv6 address in brackets
 * @param port the port, or -1 for the scheme's own
 */
record BaseUrl(String scheme, String host, int port) {
    static final String VARIABLE = "MOGPLEX_URL";
    /** Source: the v1 documents, "Base URL". */
    static final String DEFAULT = "https://www.mogplex.com";

    private static final String V1 = "/api/v1/mogplex";
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
    private static final String IPV4_PART = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\." + IPV4_PART + "){3}");

    /** The address that this environment names; {@code BAD_REQUEST} if it may not be used. */
    static BaseUrl of(Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "");
        BaseUrl url = parse(value.isBlank() ? DEFAULT : value);
        boolean plainAllowed = "1".equals(environment.get("MOGPLEX_DEV"))
                && !"production".equals(environment.getOrDefault("NODE_ENV", ""));
        if (url.scheme.equals("http") && !url.isLoopback()) {
            throw refused("must start with https://; http:// is only for localhost, with MOGPLEX_DEV=1");
        }
        if (url.scheme.equals("http") && !plainAllowed) {
            throw refused("may be http://localhost only with MOGPLEX_DEV=1 and NODE_ENV other than production");
        }
        return url;
    }

    private static BaseUrl parse(String value) {
        if (!PRINTABLE.matcher(value).matches()) {
            throw refused("contains a space, a control character or a character that is not ASCII");
        }
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            throw refused("is not a URL");
        }
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refused("must start with https://");
        }
        // Looked for in the text, because an authority that URI cannot parse has no user-info to it.
        if (value.contains("@")) {
            throw refused("must not contain a user name or password; the token goes into MOGPLEX_API_KEY");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("must not contain ? or #");
        }
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        if (!path.isEmpty() && !path.equals("/")) {
            throw refused("must not contain a path; the API's own path is added to it");
        }
        // URI knows no host in 0x7f.1, 127.1 or 2130706433, which other parsers take for 127.0.0.1.
        String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.endsWith(".") || host.contains("%")) {
            throw refused("has no valid host name");
        }
        int port = uri.getPort();
        if (port == 0 || port > 65535 || uri.getRawAuthority().endsWith(":")) {
            throw refused("has no valid port");
        }
        return new BaseUrl(scheme, host, port);
    }

    private static MogplexException refused(String why) {
        // The value is not repeated: it may hold a password.
        return MogplexException.local(
                BAD_REQUEST,
                VARIABLE + " " + why + " (for example " + DEFAULT + ").",
                "Correct or unset " + VARIABLE + ".");
    }

    /** Whether this names the machine that it is used on, and can name no other. */
    boolean isLoopback() {
        return host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK_IPV4.matcher(host).matches();
    }

    /** The host, with the port if one was given, as a person would write it. */
    String authority() {
        return port < 0 ? host : host + ":" + port;
    }

    /** The port that is connected to. */
    int effectivePort() {
        return port >= 0 ? port : scheme.equals("https") ? 443 : 80;
    }

    /** The URL of a path below the v1 prefix. */
    String resolve(String path) {
        return scheme + "://" + authority() + V1 + path;
    }
}
