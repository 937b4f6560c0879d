package com.mogplex.client;

import static com.mogplex.api.ErrorCode.UNAUTHORIZED;
import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A bearer token and where it came from. Never shows more of the token than its first 8 characters. */
public final class Credential {
    static final String VARIABLE = "MOGPLEX_API_KEY";

    private static final int SHOWN_CHARACTERS = 8;
    /** What may stand in a header without an escape. Prefix and length are the API's to judge. */
    private static final Pattern SENDABLE = Pattern.compile("[!-~]+");

    private final String token;
    private final String source;

    private Credential(String token, String source) {
        this.token = token;
        this.source = source;
    }

    /**
     * A token that the caller brought.
     *
     * @param source where it came from, for a person
     * @throws MogplexException {@code UNAUTHORIZED} if it can be no token
     */
    public static Credential of(String token, String source) {
        requireNonNull(token, "token is null");
        requireNonNull(source, "source is null");
        if (token.isEmpty()) {
            throw unusable("The token from " + source + " is empty.");
        }
        if (!SENDABLE.matcher(token).matches()) {
            throw unusable("The token from " + source
                    + " contains a space, a line break or a character that no token has; copy it again.");
        }
        return new Credential(token, source);
    }

    /**
     * {@code MOGPLEX_API_KEY}, else {@code auth.json} in {@code MOGPLEX_HOME} or {@code ~/.mogplex}. An empty variable
     * counts as none. Source: the v1 documents, "Auth precedence".
     *
     * @throws MogplexException {@code UNAUTHORIZED} if there is neither, or what there is cannot be used
     */
    public static Credential of(Map<String, String> environment) {
        return of(environment, AuthFile::warnOnce);
    }

    /**
     * The same, for somebody who has another place for warnings than the log.
     *
     * @param warnings told what is wrong with the token's place and what to do, though it is used
     * @throws MogplexException as above
     */
    public static Credential of(Map<String, String> environment, Consumer<String> warnings) {
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return of(variable, VARIABLE);
        }
        AuthFile file = AuthFile.of(environment);
        return file.token(warnings)
                .map(token -> of(token, file.toString()))
                .orElseThrow(
                        () -> unusable("There is no token: " + VARIABLE + " is not set and " + file + " has none."));
    }

    private static MogplexException unusable(String message) {
        return MogplexException.local(UNAUTHORIZED, message, UNAUTHORIZED.suggestion());
    }

    /** Where it came from, for a person: the variable's or the file's name. */
    public String source() {
        return source;
    }

    String token() {
        return token;
    }

    @Override
    public String toString() {
        // A third at most, so that a short token does not stand there whole.
        return token.substring(0, Math.min(SHOWN_CHARACTERS, token.length() / 3)) + "… from " + source;
    }
}
