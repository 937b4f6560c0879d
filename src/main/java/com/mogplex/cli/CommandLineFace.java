package com.mogplex.cli;

import static java.util.Objects.requireNonNull;

import com.mogplex.api.ProgramVersion;
import com.mogplex.cli.help.HelpText;
import com.mogplex.cli.output.OneLine;
import com.mogplex.cli.output.OutputFailure;
import com.mogplex.cli.terminal.Shell;
import com.mogplex.client.MogplexException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The headless command line: from arguments to an exit code. */
public final class CommandLineFace {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLineFace.class);

    private final Context context;
    private final CommandTree commands;

    private CommandLineFace(Context context, Map<String, Supplier<CommandLine>> furtherCommands) {
        this.context = context;
        this.commands = new CommandTree(context, furtherCommands);
    }

    /**
     * Runs one command in this process's own shell.
     *
     * @param arguments as the shell gave them
     * @param furtherCommands commands of other packages, by name; each does its work as a {@code Callable<Integer>}
     * @return the exit code. Source: the v1 documents, "Exit codes"
     */
    public static int run(String[] arguments, Map<String, Supplier<CommandLine>> furtherCommands) {
        return run(Shell.ofProcess(), arguments, furtherCommands);
    }

    /** The same in any shell. */
    public static int run(Shell shell, String[] arguments, Map<String, Supplier<CommandLine>> furtherCommands) {
        try (Context context = new Context(shell)) {
            return new CommandLineFace(context, furtherCommands).run(arguments);
        }
    }

    private int run(String[] arguments) {
        CommandLine root = commands.forArguments(arguments);
        CommandLine command = root;
        try {
            ParseResult parsed = root.parseArgs(arguments);
            command = deepest(parsed).commandSpec().commandLine();
            return execute(deepest(parsed), requireNonNull(command));
        } catch (ParameterException failure) {
            return misused(UsageMessage.of(failure), failure.getCommandLine());
        } catch (CommandFailure failure) {
            return failure.showsUsage() ? misused(failure.text(), command) : failed(failure);
        } catch (MogplexException failure) {
            return failed(FailureMessage.of(failure), failure.exitCode());
        } catch (OutputFailure failure) {
            return failure.isReaderGone()
                    ? ExitCode.CLOSED_PIPE
                    : failed(String.valueOf(failure.getMessage()), ExitCode.FAILURE);
        } catch (Exception unexpected) {
            LOG.debug("unexpected", unexpected);
            return failed("something went wrong inside mogplex; please report the command", ExitCode.FAILURE);
        }
    }

    private static ParseResult deepest(ParseResult parsed) {
        return parsed.hasSubcommand() ? deepest(parsed.subcommand()) : parsed;
    }

    private int execute(ParseResult parsed, CommandLine command) throws Exception {
        if (parsed.isVersionHelpRequested()) {
            return print("mogplex " + ProgramVersion.text() + "\n");
        }
        if (parsed.isUsageHelpRequested() || isBare(parsed, command)) {
            refuseUnknownCommand(parsed, command);
            return print(new HelpText(context.shell()).of(command));
        }
        if (command.getCommand() instanceof Callable<?> callable) {
            return callable.call() instanceof Integer exitCode ? exitCode : ExitCode.SUCCESS;
        }
        throw CommandFailure.usage(UsageMessage.prefix(command) + "a command is missing: "
                + String.join(", ", command.getSubcommands().keySet()));
    }

    /** Asked for help, picocli overlooks what it does not know. */
    private static void refuseUnknownCommand(ParseResult parsed, CommandLine command) {
        if (!command.getSubcommands().isEmpty() && !parsed.unmatched().isEmpty()) {
            throw CommandFailure.usage(UsageMessage.prefix(command)
                    + UsageMessage.unknownCommand(parsed.unmatched().get(0), command));
        }
    }

    private static boolean isBare(ParseResult parsed, CommandLine command) {
        return command.getParent() == null && parsed.originalArgs().isEmpty();
    }

    private int print(String text) {
        context.output().verbatim(text);
        context.output().flush();
        return ExitCode.SUCCESS;
    }

    private int misused(String message, CommandLine command) {
        // It may repeat what somebody typed.
        context.notices().error(OneLine.of(message));
        context.notices().line("usage: " + HelpText.synopsis(command));
        return ExitCode.USAGE;
    }

    private int failed(CommandFailure failure) {
        int exitCode = failed(failure.text(), failure.exitCode());
        if (!failure.advice().isEmpty()) {
            context.notices().line(failure.advice());
        }
        return exitCode;
    }

    private int failed(String message, int exitCode) {
        context.notices().error(message);
        return exitCode;
    }
}
