package com.mogplex.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = Integer.MAX_VALUE,
            description = "Show this help.")
    boolean help;
}
