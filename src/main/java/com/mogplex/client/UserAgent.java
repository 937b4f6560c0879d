package com.mogplex.client;

/** How this program introduces itself. */
final class UserAgent {
    static final String VALUE = "mogplex/" + version();

    private UserAgent() {}

    /** From the jar's manifest; classes outside of a jar have none. */
    private static String version() {
        String version = UserAgent.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
