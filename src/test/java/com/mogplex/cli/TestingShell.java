package com.mogplex.cli;

import com.mogplex.AllCommands;
import com.mogplex.Secrecy;
import com.mogplex.cli.terminal.Shell;
import com.mogplex.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shell to run commands in, without a process. */
final class TestingShell {
    private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/nonexistent"));
    private InputStream input = InputStream.nullInputStream();
    private @Nullable OutputStream ownOutput;
    private Terminal terminal = Terminal.none();

    /** What a command left behind. */
    record Result(int exitCode, String output, String error) {
        List<String> outputLines() {
            return output.lines().toList();
        }

        List<String> errorLines() {
            return error.lines().toList();
        }
    }

    static TestingShell plain() {
        return new TestingShell();
    }

    /** Connected to an API, with a token. */
    static TestingShell connectedTo(String url) {
        return plain().with("MOGPLEX_URL", url).with("MOGPLEX_DEV", "1").with("MOGPLEX_API_KEY", ScriptedApi.TOKEN);
    }

    TestingShell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    TestingShell input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    TestingShell input(byte[] bytes) {
        input = new ByteArrayInputStream(bytes);
        return this;
    }

    TestingShell output(OutputStream stream) {
        ownOutput = stream;
        return this;
    }

    /** All three streams are a terminal of this width. */
    TestingShell terminal(int columns) {
        terminal = new Terminal() {
            @Override
            public boolean isInput() {
                return true;
            }

            @Override
            public boolean isOutput() {
                return true;
            }

            @Override
            public boolean isError() {
                return true;
            }

            @Override
            public int columns() {
                return columns;
            }
        };
        return this;
    }

    Result run(String... arguments) {
        OutputStream output = ownOutput == null ? new ByteArrayOutputStream() : ownOutput;
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int exitCode = CommandLineFace.run(
                new Shell(environment, input, output, error, terminal), arguments, AllCommands.others());
        Result result = new Result(exitCode, text(output), text(error));
        Secrecy.assertNonePrinted(result.output() + result.error());
        return result;
    }

    private static String text(OutputStream stream) {
        return stream instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
    }
}
