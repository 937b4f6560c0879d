package com.mogplex.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "runs",
        description = "Look at runs, tail and cancel them",
        customSynopsis = "mogplex runs get | events | cancel <run-id> [options]")
final class RunsCommand {
    @Mixin
    HelpOption help;
}
