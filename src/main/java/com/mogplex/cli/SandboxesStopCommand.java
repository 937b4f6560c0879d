package com.mogplex.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * A placeholder in the v1 documents: v1 has no route that stops a sandbox. It fails, because nothing was stopped and a
 * script must not believe otherwise.
 */
@Command(
        name = "stop",
        description = "Stop a sandbox (placeholder: points to the web UI)",
        customSynopsis = "mogplex sandboxes stop <id>",
        footer = {"", "Example:", "  mogplex sandboxes stop 0b9f6f3e-1234-4abc-9def-1234567890ab"})
final class SandboxesStopCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<id>",
            converter = Values.Id.class,
            description = "The sandbox's id, from `mogplex sandboxes list`.")
    String id;

    @Mixin
    OutputOptions output;

    @Override
    public Integer call() {
        throw CommandFailure.of(
                ExitCode.FAILURE,
                "sandboxes stop: the v1 API cannot stop a sandbox yet; stop it at https://www.mogplex.com/sandboxes/"
                        + id);
    }
}
