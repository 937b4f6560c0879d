package com.mogplex.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long {@code mogplex repos list} takes as a whole process, beside programs of a few lines in Node and Python that
 * make the same request, and {@code gh --version} where there is one. Run it after packaging.
 *
 * <p>The rounds are interleaved, so that what else the machine does meets all of them alike.
 */
public final class CommandLineBenchmark {
    private static final int WARM_UP_ROUNDS = 2;

    private static final String NODE =
            "fetch(process.env.MOGPLEX_URL+'/api/v1/mogplex/repos?limit=100',{headers:{authorization:'Bearer '"
                    + "+process.env.MOGPLEX_API_KEY}}).then(r=>r.json()).then(b=>b.data.repos.forEach("
                    + "r=>console.log(JSON.stringify(r))))";

    private static final String PYTHON = "import json,os,urllib.request as u\n"
            + "q=u.Request(os.environ['MOGPLEX_URL']+'/api/v1/mogplex/repos?limit=100',"
            + "headers={'Authorization':'Bearer '+os.environ['MOGPLEX_API_KEY']})\n"
            + "[print(json.dumps(r)) for r in json.load(u.urlopen(q))['data']['repos']]";

    private CommandLineBenchmark() {}

    /** @param arguments how many rounds; 15 unless told */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("mogplex-benchmark");
        try (ScriptedApi api = new ScriptedApi()) {
            api.data("GET /repos", "{\"repos\":[{\"id\":\"r1\",\"full_name\":\"acme/widgets\"}]}");
            Launcher launcher = Launcher.in(folder).connectedTo(api.url(), ScriptedApi.TOKEN);
            print(measure(launcher, rounds), rounds);
        }
    }

    private static Map<String, String[]> programs(Launcher launcher) {
        String mogplex = launcher.program("mogplex").toString();
        Map<String, String[]> programs = new LinkedHashMap<>();
        programs.put("mogplex repos list --json", new String[] {mogplex, "repos", "list", "--json"});
        programs.put("mogplex --version", new String[] {mogplex, "--version"});
        addIfInstalled(programs, "node", "node, the same GET", "-e", NODE);
        addIfInstalled(programs, "python3", "python3, the same GET", "-c", PYTHON);
        addIfInstalled(programs, "gh", "gh --version", "--version");
        return programs;
    }

    private static void addIfInstalled(
            Map<String, String[]> programs, String program, String name, String... arguments) {
        if (Launcher.isInstalled(program)) {
            List<String> command = new ArrayList<>(List.of(arguments));
            command.add(0, program);
            programs.put(name, command.toArray(String[]::new));
        }
    }

    private static Map<String, List<Double>> measure(Launcher launcher, int rounds) throws IOException {
        Map<String, List<Double>> milliseconds = new LinkedHashMap<>();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Map.Entry<String, String[]> program : programs(launcher).entrySet()) {
                long start = System.nanoTime();
                Launcher.Result result = launcher.run(program.getValue());
                double taken = (System.nanoTime() - start) / 1e6;
                if (result.exitCode() != 0) {
                    throw new IllegalStateException(program.getKey() + " failed: " + result.error());
                }
                if (round >= 0) {
                    milliseconds
                            .computeIfAbsent(program.getKey(), unmeasured -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        return milliseconds;
    }

    private static void print(Map<String, List<Double>> milliseconds, int rounds) {
        System.out.printf("Whole process, milliseconds, %d interleaved rounds%n", rounds);
        System.out.printf("%-28s %8s %8s %8s%n", "", "median", "fastest", "slowest");
        milliseconds.forEach((name, times) -> {
            List<Double> sorted = times.stream().sorted().toList();
            System.out.printf(
                    "%-28s %8.0f %8.0f %8.0f%n",
                    name, sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
        });
    }
}
