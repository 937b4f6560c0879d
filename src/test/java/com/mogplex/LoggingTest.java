package com.mogplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingTest {
    private record Result(int exitCode, String error) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--log-level debug runs get r",
                "runs --log-level debug get r",
                "runs get r --log-level=DEBUG",
                "--log-level error runs get --log-level debug r"
            })
    void theFlagMayStandAnywhere(String arguments) {
        Logging logging = Logging.of(List.of(arguments.split(" ")), Map.of("MOGPLEX_LOG", "error"));

        assertThat(logging.level()).isEqualTo("debug");
        assertThat(logging.arguments()).containsExactly("runs", "get", "r");
    }

    @Test
    void aPromptIsLeftAlone() {
        List<String> arguments = List.of("run", "--repo", "r", "--", "--log-level debug", "--log-level");

        assertThat(Logging.of(arguments, Map.of())).isEqualTo(new Logging("warn", "text", arguments, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--log-level", "--log-level=", "--log-level loud", "runs --log-level=1"})
    void anUnknownLevelIsRefused(String arguments) {
        assertThatThrownBy(() -> Logging.of(List.of(arguments.split(" ")), Map.of()))
                .hasMessage("--log-level is one of error, warn, info, debug, trace, off");
    }

    @Test
    void theVariableIsHeededAndNonsenseInItOnlyNoted() {
        assertThat(Logging.of(List.of(), Map.of("MOGPLEX_LOG", "Info")).level()).isEqualTo("info");
        assertThat(Logging.of(List.of(), Map.of("MOGPLEX_LOG", "")))
                .isEqualTo(new Logging("warn", "text", List.of(), List.of()));
        Logging nonsense = Logging.of(List.of(), Map.of("MOGPLEX_LOG", "1"));
        assertThat(nonsense.level()).isEqualTo("warn");
        assertThat(nonsense.notes())
                .containsExactly("note: MOGPLEX_LOG is none of error, warn, info, debug, trace, off; warn is used");
    }

    @Test
    void theFormatIsChosenAsTheLevelIs() {
        assertThat(Logging.of(List.of("mcp", "--log-format", "json", "--log-level=info"), Map.of()))
                .isEqualTo(new Logging("info", "json", List.of("mcp"), List.of()));
        assertThat(Logging.of(List.of("mcp"), Map.of("MOGPLEX_LOG_FORMAT", "JSON"))
                        .format())
                .isEqualTo("json");
        assertThatThrownBy(() -> Logging.of(List.of("--log-format", "xml"), Map.of()))
                .hasMessage("--log-format is one of text, json");
    }

    @Test
    void theWholeProgramHeedsIt() throws Exception {
        Result loud = run("runs", "get", "r", "--log-level", "debug");
        Result refused = run("runs", "get", "r", "--log-level", "loud");

        assertThat(loud.exitCode()).isEqualTo(1);
        assertThat(loud.error()).contains("[DEBUG]", "GET /runs/{runId}, attempt 1, ", ": UNREACHABLE");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.error()).isEqualTo("""
                error: --log-level is one of error, warn, info, debug, trace, off
                usage: mogplex [--log-level <level>] <command> [options]
                """);
    }

    private static Result run(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(TestJvm.command(arguments));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "MOGPLEX_URL", "http://localhost:1", "MOGPLEX_DEV", "1", "MOGPLEX_API_KEY", "mog_of_a_test"));
        Process process = builder.start();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), error);
    }
}
