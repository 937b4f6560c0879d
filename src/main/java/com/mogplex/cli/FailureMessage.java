package com.mogplex.cli;

import com.mogplex.client.MogplexException;

/** What the API, or the way to it, said, in one line with what to do about it. */
final class FailureMessage {
    private FailureMessage() {}

    /** The API's own codes are named, so that a script's log can be searched for them. */
    static String of(MogplexException failure) {
        // What this machine's own settings are to blame for must not read as the API's word.
        String code = failure.isLocal()
                ? ""
                : failure.errorCode().map(known -> known.name() + ": ").orElse("");
        String message = String.valueOf(failure.getMessage());
        return code + sentence(message) + " " + failure.suggestion();
    }

    private static String sentence(String message) {
        return message.endsWith(".") || message.endsWith("!") || message.endsWith("?") ? message : message + ".";
    }
}
