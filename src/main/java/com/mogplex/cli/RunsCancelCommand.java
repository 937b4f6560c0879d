package com.mogplex.cli;

import com.mogplex.api.Cancellation;
import com.mogplex.api.Run;
import com.mogplex.cli.output.RunText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Request cancellation",
        customSynopsis = "mogplex runs cancel <run-id> [--json]",
        footer = {"", "Example:", "  mogplex runs cancel \"$RUN_ID\""})
final class RunsCancelCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            paramLabel = "<run-id>",
            converter = Values.Id.class,
            description = "The run's id, as `mogplex run` printed it.")
    String runId;

    @Mixin
    OutputOptions output;

    RunsCancelCommand(Context context) {
        this.context = context;
    }

    /** The JSON form: the documents ask for one flat object and leave its fields open. */
    record Answer(String runId, String status, Run run) {}

    @Override
    public Integer call() {
        Printer printer = new Printer(context, output);
        Cancellation cancellation = context.client(printer::waiting).cancelRun(runId, Context.requestDeadline());
        if (printer.isJson()) {
            Run run = cancellation.run();
            printer.json(new Answer(run.runId(), cancellation.status(), run));
        } else {
            printer.lines(new RunText(printer.palette()).cancelled(cancellation));
        }
        printer.flush();
        return ExitCode.SUCCESS;
    }
}
