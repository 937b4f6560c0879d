package com.mogplex.cli;

import com.mogplex.cli.ci.BuildLog;
import com.mogplex.cli.output.DataOutput;
import com.mogplex.cli.output.Notices;
import com.mogplex.cli.terminal.Shell;
import com.mogplex.client.Credential;
import com.mogplex.client.Deadline;
import com.mogplex.client.MogplexApi;
import com.mogplex.client.MogplexClient;
import com.mogplex.client.Wait;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a command works with. Nothing is connected before a command asks for the client. */
final class Context implements AutoCloseable {
    /** How long a command waits for one answer: long enough for the documented {@code Retry-After: 60}, once. */
    private static final Duration REQUEST_TIME = Duration.ofMinutes(2);

    private final Shell shell;
    private final BuildLog buildLog;
    private final DataOutput output;
    private final Notices notices;
    private volatile Consumer<Wait> onWait = unheard -> {};
    private @Nullable MogplexApi api;

    Context(Shell shell) {
        this.shell = shell;
        this.buildLog = BuildLog.of(shell);
        this.output = new DataOutput(shell.output(), buildLog);
        this.notices = new Notices(shell.error(), buildLog);
    }

    Shell shell() {
        return shell;
    }

    BuildLog buildLog() {
        return buildLog;
    }

    DataOutput output() {
        return output;
    }

    Notices notices() {
        return notices;
    }

    /**
     * The API and the token that the environment names.
     *
     * @param listener told from now on what is waited for, on any thread
     */
    MogplexClient client(Consumer<Wait> listener) {
        Credential credential = Credential.of(shell.environment());
        onWait = listener;
        return api().as(credential);
    }

    /** The API that the environment names. */
    MogplexApi api() {
        if (api == null) {
            api = MogplexApi.of(shell.environment(), wait -> onWait.accept(wait));
        }
        return api;
    }

    static Deadline requestDeadline() {
        return Deadline.in(REQUEST_TIME);
    }

    @Override
    public void close() {
        if (api != null) {
            api.close();
        }
    }
}
