package com.mogplex.cli;

import com.mogplex.api.Run;
import com.mogplex.cli.output.RunText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        description = "Get a run's current state",
        customSynopsis = "mogplex runs get <run-id> [--json]",
        footer = {"", "Example:", "  mogplex runs get \"$RUN_ID\" --json | jq -r '.status'"})
final class RunsGetCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            paramLabel = "<run-id>",
            converter = Values.Id.class,
            description = "The run's id, as `mogplex run` printed it.")
    String runId;

    @Mixin
    OutputOptions output;

    RunsGetCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Printer printer = new Printer(context, output);
        Run run = context.client(printer::waiting).getRun(runId, Context.requestDeadline());
        if (printer.isJson()) {
            printer.json(run);
        } else {
            printer.lines(new RunText(printer.palette()).detail(run));
        }
        printer.flush();
        return ExitCode.SUCCESS;
    }
}
