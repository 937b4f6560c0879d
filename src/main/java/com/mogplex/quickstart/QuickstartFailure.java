package com.mogplex.quickstart;

/** Why the quickstart cannot go on, in one line for the person who tries it. */
final class QuickstartFailure extends RuntimeException {
    QuickstartFailure(String message) {
        super(message, null, false, false);
    }
}
