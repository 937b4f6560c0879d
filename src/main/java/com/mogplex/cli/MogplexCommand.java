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

    @Mixin
    HelpOption help;
}
