package com.mogplex;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** What the program itself gives to its command line. */
public final class AllCommands {
    private AllCommands() {}

    public static Map<String, Supplier<CommandLine>> others() {
        return OtherCommands.all();
    }
}
