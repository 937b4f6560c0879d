package com.mogplex.local;

import com.mogplex.local.rehearsal.Rehearsal;
import com.mogplex.local.store.SetupException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The shell command that runs the rehearsal harness on the Java that runs this program. */
final class RehearsalCommand {
    private RehearsalCommand() {}

    static String line() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        // Variables that make every Java print a note would put the note among the events. UTF-8, whatever the
        // locale: file names are to be found again.
        return "unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS; LC_ALL=C.UTF-8 exec " + quote(java)
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx128m -cp " + quote(classes()) + " "
                + Rehearsal.class.getName();
    }

    /** The jar or the folder that the class is in: it needs nothing else. */
    private static Path classes() {
        try {
            return Path.of(Rehearsal.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new SetupException("the program's own jar cannot be found", e);
        }
    }

    private static String quote(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
