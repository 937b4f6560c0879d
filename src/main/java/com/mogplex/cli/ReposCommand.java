package com.mogplex.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "repos",
        description = "The repos that runs can work on",
        customSynopsis = "mogplex repos list [options]")
final class ReposCommand {
    @Mixin
    HelpOption help;
}
