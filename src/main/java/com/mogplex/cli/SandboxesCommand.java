package com.mogplex.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "sandboxes",
        description = "The machines that runs work in",
        customSynopsis = "mogplex sandboxes list | stop <id> [options]")
final class SandboxesCommand {
    @Mixin
    HelpOption help;
}
