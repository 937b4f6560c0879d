package com.mogplex.cli;

import com.mogplex.api.Repo;
import com.mogplex.cli.output.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List your cloud-linked repos",
        customSynopsis = "mogplex repos list [--query <text>] [--limit <n>] [--json]",
        footer = {"", "Example:", "  mogplex repos list --query widgets"})
final class ReposListCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--query", paramLabel = "<text>", description = "Only repos whose full name contains this.")
    @Nullable
    String query;

    @Option(
            names = "--limit",
            paramLabel = "<n>",
            defaultValue = "100",
            converter = Values.Limit.class,
            description = "At most so many, 1 to 200. Default: ${DEFAULT-VALUE}.")
    int limit;

    @Mixin
    OutputOptions output;

    ReposListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Printer printer = new Printer(context, output);
        print(context.client(printer::waiting).listRepos(query, limit, Context.requestDeadline()), printer);
        return ExitCode.SUCCESS;
    }

    private void print(List<Repo> repos, Printer printer) {
        if (printer.isJson()) {
            printer.jsonLines(repos);
        } else if (repos.isEmpty()) {
            printer.note(query == null ? "no repos are linked to this account" : "no repo's name contains that");
        } else {
            printer.lines(table(repos).lines(printer.palette(), printer.width()));
        }
        printer.flush();
    }

    private static Table table(List<Repo> repos) {
        Table table = new Table()
                .column("ID")
                .columnThatMayBeCut("REPO")
                .columnThatMayBeCut("BRANCH")
                .columnThatMayBeCut("ROOT");
        repos.forEach(repo -> table.row(repo.id(), repo.fullName(), repo.defaultBranch(), repo.rootDirectory()));
        return table;
    }
}
