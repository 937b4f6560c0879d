package com.mogplex.cli;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunEvents;
import com.mogplex.api.RunStatus;
import com.mogplex.cli.output.EventText;
import com.mogplex.cli.output.OneLine;
import com.mogplex.cli.output.RunText;
import com.mogplex.cli.terminal.Shell;
import com.mogplex.cli.terminal.StatusLine;
import com.mogplex.cli.terminal.Terminal;
import com.mogplex.client.Deadline;
import com.mogplex.client.MogplexException;
import com.mogplex.client.RunFollower;
import com.mogplex.client.RunSnapshot;
import com.mogplex.client.Wait;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prints a run's events as they come, until the run has ended or the time is over. One thread prints everything; the
 * client's follower only hands it what it found.
 */
final class RunTail {
    /** The spinner's step. */
    private static final Duration TICK = Duration.ofMillis(120);

    private static final Duration FIRST_LOOK = Duration.ofSeconds(30);
    static final String EVENT_LIMIT_REACHED =
            "the API serves a run's first " + RunEvents.MAX_LIMIT + " events; later ones are not shown";

    private static final String SECTION = "mogplex_run";

    private final Context context;
    private final Printer printer;
    private final FollowOptions options;
    private final EventText eventText;
    private final RunText runText;
    private final Set<String> printed = new HashSet<>();
    private final long started = System.nanoTime();
    private String lastStatus = "";

    RunTail(Context context, Printer printer, FollowOptions options) {
        this.context = context;
        this.printer = printer;
        this.options = options;
        this.eventText = new EventText(printer.palette());
        this.runText = new RunText(printer.palette());
    }

    /** The JSON form's last line. Source: the v1 documents, "JSON streaming". */
    record Ending(String runId, RunStatus status) {}

    /**
     * Follows a run.
     *
     * @param after prints only what came after this event
     * @return the exit code
     */
    int follow(String runId, @Nullable String after) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(options.timeoutSeconds()));
        RunFollower follower = context.client(printer::waiting).follower().every(options.interval());
        RunSnapshot first = first(follower, runId, deadline);
        if (after != null) {
            skipUntil(after, first.events());
        }
        context.notices()
                .verbatim(context.buildLog()
                        .openSection(SECTION, "Mogplex run " + first.run().runId()));
        RunSnapshot last;
        try (StatusLine statusLine = statusLine()) {
            print(first, statusLine);
            last = first.run().status().isTerminal() ? first : untilTerminal(follower, first, deadline, statusLine);
            print(last, statusLine);
        } finally {
            context.notices().verbatim(context.buildLog().closeSection(SECTION));
        }
        return conclude(last);
    }

    /**
     * The run as it is now. An error here ends the command, which a later one does not: nothing has been shown yet, and
     * a script has its own way of trying again.
     */
    private RunSnapshot first(RunFollower follower, String runId, Deadline deadline) {
        Duration left = deadline.remaining();
        Duration bound = left.compareTo(FIRST_LOOK) < 0 ? left : FIRST_LOOK;
        try {
            return answer(follower.await(runId, anything -> true, bound, unneeded -> {}));
        } catch (MogplexException failure) {
            // Whatever was tried last, it is the time that ended it.
            throw failure.retryable() && deadline.remaining().isZero() ? timedOut() : failure;
        }
    }

    private void skipUntil(String after, List<RunEvent> events) {
        List<RunEvent> wanted = new EventsAfter(after, printer).of(events);
        events.subList(0, events.size() - wanted.size()).forEach(event -> printed.add(event.id()));
    }

    private RunSnapshot untilTerminal(
            RunFollower follower, RunSnapshot first, Deadline deadline, StatusLine statusLine) {
        BlockingQueue<Runnable> arrivals = new LinkedBlockingQueue<>();
        context.client(wait -> arrivals.add(() -> printWait(wait, statusLine)));
        CompletableFuture<RunSnapshot> end = follower.await(
                first.run().runId(),
                snapshot -> snapshot.run().status().isTerminal(),
                deadline.remaining(),
                snapshot -> arrivals.add(() -> print(snapshot, statusLine)));
        CompletableFuture<?> wakeUp = end.whenComplete((snapshot, failure) -> arrivals.add(RunTail::nothing));
        try {
            while (!end.isDone()) {
                statusLine.show(elapsed(), lastStatus);
                next(arrivals, statusLine).run();
            }
            return answer(end);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw MogplexException.of(MogplexException.Fault.INTERRUPTED, "stopped following");
        } finally {
            wakeUp.cancel(false);
            end.cancel(false);
        }
    }

    private static RunSnapshot answer(CompletableFuture<RunSnapshot> future) {
        try {
            return future.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof MogplexException reason ? reason : failure;
        }
    }

    /** What is to be done next, by the one thread that prints. */
    private static Runnable next(BlockingQueue<Runnable> arrivals, StatusLine statusLine) throws InterruptedException {
        if (!statusLine.isEnabled()) {
            return arrivals.take();
        }
        Runnable arrival = arrivals.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        return arrival == null ? RunTail::nothing : arrival;
    }

    /** Only to look at the clock, or whether it is over. */
    private static void nothing() {}

    private void printWait(Wait wait, StatusLine statusLine) {
        statusLine.erase();
        printer.waiting(wait);
    }

    private void print(RunSnapshot snapshot, StatusLine statusLine) {
        lastStatus = snapshot.run().status().name();
        List<RunEvent> fresh = snapshot.events().stream()
                .filter(event -> printed.add(event.id()))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        statusLine.erase();
        for (RunEvent event : fresh) {
            if (printer.isJson()) {
                printer.json(event);
            } else {
                printer.line(eventText.line(event));
            }
        }
        printer.flush();
        if (snapshot.eventLimitReached()) {
            printer.note(EVENT_LIMIT_REACHED);
        }
    }

    private int conclude(RunSnapshot last) {
        Run run = last.run();
        String unkept = context.buildLog().summarize(run, last.events());
        if (!unkept.isEmpty()) {
            printer.note(unkept);
        }
        if (!run.status().isTerminal()) {
            throw timedOut();
        }
        printEnding(run);
        return run.status().equals(RunStatus.SUCCESS) ? ExitCode.SUCCESS : unsuccessful(run);
    }

    /** Source: the v1 documents, "Hitting the timeout prints". */
    private CommandFailure timedOut() {
        return CommandFailure.of(
                ExitCode.FAILURE,
                "--follow timed out after " + options.timeoutSeconds() + "s waiting for terminal status");
    }

    private void printEnding(Run run) {
        if (printer.isJson()) {
            printer.json(new Ending(run.runId(), run.status()));
        } else {
            printer.line(runText.ended(run));
        }
        printer.flush();
    }

    private int unsuccessful(Run run) {
        String reason = run.error() == null ? "" : ": " + OneLine.of(run.error());
        String message = "run " + run.runId() + " " + run.status() + reason;
        if (options.exitStatus) {
            throw CommandFailure.of(ExitCode.FAILURE, message);
        }
        // The documents' own script reads the status afterwards, under `set -e`: a tail that ran to its end succeeded.
        if (!reason.isEmpty()) {
            printer.note(message);
        }
        return ExitCode.SUCCESS;
    }

    private StatusLine statusLine() {
        Shell shell = context.shell();
        Terminal terminal = shell.terminal();
        boolean enabled = !options.noProgress && !printer.isQuiet() && shell.understandsEscapes() && terminal.isError();
        return new StatusLine(shell.error(), enabled, enabled ? terminal.columns() : Terminal.DEFAULT_COLUMNS);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
