package com.mogplex.cli;

import com.mogplex.api.Sandbox;
import com.mogplex.cli.output.Table;
import com.mogplex.cli.terminal.Style;
import com.mogplex.client.MogplexClient;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List cloud sandboxes",
        customSynopsis = "mogplex sandboxes list [--repo <id>] [--status <status>] [--limit <n>] [--json]",
        footer = {"", "Example:", "  mogplex sandboxes list --json | jq 'select(.status == \"running\")'"})
final class SandboxesListCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--repo",
            paramLabel = "<id>",
            converter = Values.Repo.class,
            description = "Only this repo's: its id, or owner/name.")
    @Nullable
    String repo;

    @Option(
            names = "--status",
            paramLabel = "<status>",
            completionCandidates = Values.SandboxStatuses.class,
            converter = Values.Word.class,
            description = "Only those in this status: running, paused, stopped, error.")
    @Nullable
    String status;

    @Option(
            names = "--limit",
            paramLabel = "<n>",
            defaultValue = "100",
            converter = Values.Limit.class,
            description = "At most so many, 1 to 200. Default: ${DEFAULT-VALUE}.")
    int limit;

    @Mixin
    OutputOptions output;

    SandboxesListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Printer printer = new Printer(context, output);
        MogplexClient client = context.client(printer::waiting);
        String repoId = repo == null ? null : RepoReference.resolve(repo, client);
        List<Sandbox> sandboxes = client.listSandboxes(repoId, status, limit, Context.requestDeadline());
        print(sandboxes, printer);
        return ExitCode.SUCCESS;
    }

    private static void print(List<Sandbox> sandboxes, Printer printer) {
        if (printer.isJson()) {
            printer.jsonLines(sandboxes);
        } else if (sandboxes.isEmpty()) {
            printer.note("no sandboxes");
        } else {
            printer.lines(table(sandboxes).lines(printer.palette(), printer.width()));
        }
        printer.flush();
    }

    private static Table table(List<Sandbox> sandboxes) {
        Table table = new Table()
                .column("ID")
                .column("STATUS", Style::ofStatus)
                .columnThatMayBeCut("BRANCH")
                .columnThatMayBeCut("LAST ACTIVE")
                .columnThatMayBeCut("REPO");
        sandboxes.forEach(sandbox -> table.row(
                sandbox.id(), sandbox.status(), sandbox.workingBranch(), sandbox.lastActiveAt(), sandbox.repoId()));
        return table;
    }
}
