package com.mogplex.cli;

import com.mogplex.api.StartRunRequest;
import com.mogplex.cli.terminal.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the prompt comes from: the argument, a file, or what is piped in. */
final class PromptSource {
    private static final String STANDARD_INPUT = "-";
    private static final int CHUNK = 8192;

    private final Shell shell;

    PromptSource(Shell shell) {
        this.shell = shell;
    }

    /** The prompt; fails as a usage error if there is none, or one that the API would refuse. */
    String read(@Nullable String argument, @Nullable String file) {
        String prompt = raw(argument, file).strip();
        if (prompt.isEmpty()) {
            throw CommandFailure.usage("run: the prompt is empty");
        }
        if (prompt.length() > StartRunRequest.MAX_PROMPT_CHARACTERS) {
            throw tooLong();
        }
        return prompt;
    }

    private String raw(@Nullable String argument, @Nullable String file) {
        if (argument != null && file != null) {
            throw CommandFailure.usage("run: give the prompt either as an argument or by --prompt-file, not both");
        }
        if (argument != null) {
            return argument;
        }
        if (file != null && !file.equals(STANDARD_INPUT)) {
            return fromFile(file);
        }
        if (file == null && shell.terminal().isInput()) {
            throw CommandFailure.usage("run: a prompt is missing: give it in quotes, by --prompt-file, or pipe it in");
        }
        return fromStream(shell.input(), "standard input");
    }

    private static String fromFile(String file) {
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw CommandFailure.usage("run: --prompt-file: '" + file + "' is a folder");
            }
            try (InputStream stream = Files.newInputStream(path)) {
                return fromStream(stream, "--prompt-file: '" + file + "'");
            }
        } catch (NoSuchFileException missing) {
            throw CommandFailure.usage("run: --prompt-file: there is no file '" + file + "'");
        } catch (IOException | InvalidPathException unreadable) {
            throw CommandFailure.usage("run: --prompt-file: '" + file + "' cannot be read");
        }
    }

    /** Reads no more than could be a prompt, with room for white space around it. */
    private static String fromStream(InputStream stream, String source) {
        StringBuilder text = new StringBuilder();
        try {
            Reader reader = new InputStreamReader(
                    stream,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            char[] chunk = new char[CHUNK];
            for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
                text.append(chunk, 0, count);
                if (text.length() > 2 * StartRunRequest.MAX_PROMPT_CHARACTERS) {
                    throw tooLong();
                }
            }
        } catch (CharacterCodingException notText) {
            throw CommandFailure.usage("run: " + source + " is not UTF-8 text");
        } catch (IOException unreadable) {
            throw CommandFailure.usage("run: " + source + " cannot be read");
        }
        return text.toString();
    }

    private static CommandFailure tooLong() {
        return CommandFailure.usage("run: the prompt is longer than %,d characters"
                .formatted(StartRunRequest.MAX_PROMPT_CHARACTERS)
                .replace(',', ' '));
    }
}
