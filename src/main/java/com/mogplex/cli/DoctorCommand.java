package com.mogplex.cli;

import com.mogplex.cli.output.OneLine;
import com.mogplex.cli.terminal.DisplayWidth;
import com.mogplex.cli.terminal.Style;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "Check what runs need, and say what to do",
        customSynopsis = "mogplex doctor [--json]",
        footer = {
            "",
            "Exits as the command would that the first failure stands in the way of.",
            "",
            "Example:",
            "  mogplex doctor"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int LEVEL_COLUMNS = 7;
    private static final int CHECK_COLUMNS = 13;

    private final Context context;

    @Mixin
    OutputOptions output;

    DoctorCommand(Context context) {
        this.context = context;
    }

    /** The JSON form: one flat object. */
    record Report(boolean healthy, List<Finding> findings) {}

    @Override
    public Integer call() {
        List<Finding> findings = new Examination(context).findings();
        Printer printer = new Printer(context, output);
        if (printer.isJson()) {
            printer.json(new Report(exitCode(findings) == ExitCode.SUCCESS, findings));
        } else {
            findings.forEach(finding -> printer.line(line(finding, printer)));
        }
        printer.flush();
        return exitCode(findings);
    }

    private static int exitCode(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.level() == Finding.Level.failure)
                .map(Finding::exitCode)
                .findFirst()
                .orElse(ExitCode.SUCCESS);
    }

    private static String line(Finding finding, Printer printer) {
        String level = finding.level().name();
        String advice = finding.advice() == null ? "" : " → " + finding.advice();
        return printer.palette().paint(style(finding.level()), level)
                + " ".repeat(LEVEL_COLUMNS - level.length())
                + "  "
                + DisplayWidth.pad(finding.check(), CHECK_COLUMNS)
                + "  "
                + OneLine.of(finding.found() + advice);
    }

    private static Style style(Finding.Level level) {
        return switch (level) {
            case ok -> Style.GOOD;
            case warning -> Style.WARNING;
            case failure -> Style.BAD;
        };
    }
}
