package com.mogplex.cli;

/** Which build this is. */
final class Version {
    private Version() {}

    /** The jar's version, or {@code development} when there is no jar. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
