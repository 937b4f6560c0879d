package com.mogplex.cli;

import com.mogplex.api.Run;
import com.mogplex.api.StartRunRequest;
import com.mogplex.cli.output.RunText;
import com.mogplex.client.MogplexClient;
import com.mogplex.client.MogplexException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Start an agent run",
        customSynopsis =
                "mogplex run --repo <id> [--harness <name>] [--create-branch] [--follow] [--json] \"<prompt>\"",
        footer = {
            "",
            "Example:",
            "  mogplex run --repo <repo-id> --create-branch \"Fix the flaky tests\"",
            "  mogplex run --repo acme/widgets --follow --prompt-file task.md"
        })
final class RunCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--repo",
            paramLabel = "<id>",
            converter = Values.Repo.class,
            description = "Required. The repo's id, from `mogplex repos list`, or owner/name.")
    @Nullable
    String repo;

    @Option(
            names = "--harness",
            paramLabel = "<name>",
            converter = Values.HarnessName.class,
            completionCandidates = Values.Harnesses.class,
            description = "The agent runtime: codex or claude-code. Default: server-chosen (codex).")
    @Nullable
    String harness;

    @Option(
            names = "--base-branch",
            paramLabel = "<name>",
            converter = Values.Word.class,
            description = "Base for --create-branch work. Default: the repo's default branch.")
    @Nullable
    String baseBranch;

    @Option(
            names = "--branch",
            paramLabel = "<name>",
            converter = Values.Word.class,
            description = "Working branch the agent commits to. Default: inherits from base.")
    @Nullable
    String branch;

    @Option(names = "--create-branch", description = "Create the working branch from base.")
    boolean createBranch;

    @Option(
            names = "--root",
            paramLabel = "<dir>",
            converter = Values.Word.class,
            description = "Monorepo subpath. Default: the repo's root.")
    @Nullable
    String root;

    @Option(
            names = "--idempotency-key",
            paramLabel = "<key>",
            converter = Values.IdempotencyKey.class,
            description = "Pass when orchestrating retries yourself. Default: a new UUID.")
    @Nullable
    String idempotencyKey;

    @Option(
            names = "--conversation",
            paramLabel = "<id>",
            converter = Values.Id.class,
            description = "Attach to an existing conversation.")
    @Nullable
    String conversation;

    @Option(
            names = "--workspace-session",
            paramLabel = "<id>",
            converter = Values.Id.class,
            description = "Attach to an existing workspace session.")
    @Nullable
    String workspaceSession;

    @Option(
            names = "--mode",
            paramLabel = "<mode>",
            converter = Values.Word.class,
            description = "Mode hint for the runtime.")
    @Nullable
    String mode;

    @Option(
            names = "--prompt-file",
            paramLabel = "<file>",
            description = "Read the prompt from this file; - is standard input.")
    @Nullable
    String promptFile;

    @Parameters(
            arity = "0..1",
            paramLabel = "<prompt>",
            description = "What the agent is to do, in quotes, at most 100 000 characters. Without it and "
                    + "--prompt-file, it is read from a pipe.")
    @Nullable
    String prompt;

    @Mixin
    FollowOptions following;

    @Mixin
    OutputOptions output;

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String reference = requiredRepo();
        following.check("run");
        String task = new PromptSource(context.shell()).read(prompt, promptFile);

        Printer printer = new Printer(context, output);
        MogplexClient client = context.client(printer::waiting);
        StartRunRequest request = request(RepoReference.resolve(reference, client), task);
        Run run = idempotencyKey == null
                ? startUnderNewKey(request, client, printer)
                : client.startRun(request, idempotencyKey, Context.requestDeadline());
        print(run, printer);
        return following.follow ? new RunTail(context, printer, following).follow(run.runId(), null) : ExitCode.SUCCESS;
    }

    private String requiredRepo() {
        if (repo == null || repo.isBlank()) {
            throw CommandFailure.of(ExitCode.USAGE, "run: --repo <id> is required (find IDs via `mogplex repos list`)");
        }
        return repo;
    }

    /** The key outlives this process, so that however it ends, a person can repeat the start without a second run. */
    private static Run startUnderNewKey(StartRunRequest request, MogplexClient client, Printer printer) {
        String key = MogplexClient.newIdempotencyKey();
        printer.note("idempotency key " + key);
        try {
            return client.startRun(request, key, Context.requestDeadline());
        } catch (MogplexException failure) {
            boolean mayHaveStarted = failure.retryable() || failure.fault().isPresent();
            if (!mayHaveStarted) {
                throw failure;
            }
            throw CommandFailure.of(failure.exitCode(), FailureMessage.of(failure))
                    .advising("retry with --idempotency-key " + key + ": that never starts a second run");
        }
    }

    private StartRunRequest request(String repoId, String task) {
        return new StartRunRequest(
                repoId,
                task,
                harness,
                baseBranch,
                branch,
                createBranch ? Boolean.TRUE : null,
                root,
                conversation,
                workspaceSession,
                mode);
    }

    private static void print(Run run, Printer printer) {
        if (printer.isJson()) {
            printer.json(run);
        } else {
            printer.lines(new RunText(printer.palette()).started(run));
        }
        printer.flush();
    }
}
