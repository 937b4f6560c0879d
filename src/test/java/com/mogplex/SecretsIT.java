package com.mogplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the suite: no token that it used stands in anything that it printed, logged or reported. */
class SecretsIT {
    @TempDir
    Path folder;

    @Test
    void noTokenStandsInAnythingThatTheSuiteLeftBehind() throws IOException {
        Set<String> tokens = Secrecy.used();
        List<Path> left = Secrecy.left();

        assertThat(tokens).hasSizeGreaterThan(10);
        assertThat(left)
                .extracting(Path::getFileName)
                .map(Path::toString)
                .contains("surefire-reports", "failsafe-reports", "printed");
        for (Path each : left) {
            assertThat(Secrecy.filesWith(tokens, each)).as(each.toString()).isEmpty();
        }
    }

    @Test
    void aTokenInAReportWouldBeFound() throws IOException {
        String token = Secrecy.used().iterator().next();
        Path report = Files.writeString(folder.resolve("report.txt"), "said " + token + " aloud");

        assertThat(Secrecy.filesWith(Secrecy.used(), folder)).containsExactly(report);
    }
}
