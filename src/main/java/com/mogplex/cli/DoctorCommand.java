package com.mogplex.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "TODO")
final class DoctorCommand implements Callable<Integer> {
    DoctorCommand(Context context) {}

    @Override
    public Integer call() {
        return 1;
    }
}
