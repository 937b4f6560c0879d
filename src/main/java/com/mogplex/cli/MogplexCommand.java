package com.mogplex.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "mogplex",
        description = "Start, watch and cancel coding-agent runs.",
        customSynopsis = "mogplex <command> [options]")
final class MogplexCommand {
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    /** Read in {@code Main}, before a face is chosen; here, it is only described. */
    @Option(
            names = "--log-level",
            paramLabel = "<level>",
            completionCandidates = Values.LogLevels.class,
            description = "What is logged to standard error: error, warn (default), info, debug.")
    String logLevel = "";

    @Mixin
    HelpOption help;
}
