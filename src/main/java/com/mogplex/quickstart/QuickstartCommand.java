package com.mogplex.quickstart;

import com.mogplex.local.LocalOptions;
import com.mogplex.local.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code mogplex quickstart}. */
@Command(
        name = "quickstart",
        description = "Try everything on this machine; nothing is left behind",
        customSynopsis = "mogplex quickstart [--keep]",
        footer = {"", "Example:", "  mogplex quickstart --keep"})
public final class QuickstartCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    @Option(names = "--keep", description = "Keep the folder with the sample repository.")
    private boolean keep;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Override
    public Integer call() {
        CleanUp cleanUp = new CleanUp();
        try (cleanUp) {
            run(cleanUp, new Story(System.out));
        } catch (QuickstartFailure failure) {
            System.err.println("error: quickstart: " + failure.getMessage());
            return 1;
        } catch (RuntimeException e) {
            if (cleanUp.wasInterrupted()) {
                // What fails now fails because everything is being taken down.
                return INTERRUPTED;
            }
            throw e;
        }
        return System.out.checkError() ? 1 : 0;
    }

    private void run(CleanUp cleanUp, Story story) {
        story.line("mogplex quickstart: an assistant starts, watches and cancels agent runs, all on this machine.");
        story.line("");

        Path folder = temporaryFolder();
        cleanUp.add(() -> leave(folder, story));
        SampleRepository sample = SampleRepository.create(folder.resolve("sample"));
        story.fact("sample repository", sample.folder().toString());

        LocalServer server = LocalServer.start(LocalOptions.in(folder.resolve("home")));
        cleanUp.add(server::close);
        server.registerRepo(sample.folder());
        story.fact("embedded v1 API", server.url().toString());

        Assistant assistant = Assistant.launch(
                Launcher.command("mcp"),
                Map.of(
                        "MOGPLEX_URL",
                        server.url().toString(),
                        "MOGPLEX_DEV",
                        "1",
                        "NODE_ENV",
                        "development",
                        "MOGPLEX_API_KEY",
                        server.token()));
        cleanUp.add(assistant::close);
        story.fact("MCP server, over stdio", assistant.serverName() + ", " + assistant.toolCount() + " tools");

        String repoId = listRepos(assistant, story);
        JsonNode run = runToItsEnd(assistant, repoId, story);
        cancelAnother(assistant, repoId, story);
        showCommit(sample, run, story);
        showConfiguration(story);
    }

    private static String listRepos(Assistant assistant, Story story) {
        story.call("list_repos", "");
        JsonNode result = assistant.call("list_repos", Map.of());
        story.summary(result);
        JsonNode repo = result.path("repos").path(0);
        story.line(
                "  " + repo.path("fullName").asString() + "  " + repo.path("id").asString());
        return repo.path("id").asString();
    }

    private static JsonNode runToItsEnd(Assistant assistant, String repoId, Story story) {
        String prompt = "Tidy the white space of this repository.";
        story.call("start_run", '"' + prompt + '"');
        JsonNode started =
                assistant.call("start_run", Map.of("repoId", repoId, "prompt", prompt, "createBranch", true));
        story.summary(started);
        String runId = started.path("run").path("runId").asString();

        story.call("list_run_events", "(until the run has ended)");
        follow(assistant, runId, story);

        story.call("wait_for_run", "");
        story.summary(assistant.call("wait_for_run", Map.of("runId", runId)));

        story.call("get_run", "");
        JsonNode result = assistant.call("get_run", Map.of("runId", runId));
        story.summary(result);
        return result.path("run");
    }

    /** Prints each event as it comes. */
    private static void follow(Assistant assistant, String runId, Story story) {
        String lastEventId = null;
        boolean over = false;
        while (!over) {
            JsonNode page = assistant.call(
                    "list_run_events",
                    lastEventId == null
                            ? Map.of("runId", runId, "waitSeconds", 20)
                            : Map.of("runId", runId, "waitSeconds", 20, "afterEventId", lastEventId));
            page.path("events").forEach(story::event);
            lastEventId = page.path("lastEventId").asString(lastEventId);
            String status = page.path("run").path("status").asString();
            over = List.of("success", "failed", "cancelled").contains(status)
                    && !page.path("hasMore").asBoolean();
        }
    }

    private static void cancelAnother(Assistant assistant, String repoId, Story story) {
        String prompt = "Wait 60s, then tidy the white space of this repository.";
        story.call("start_run", '"' + prompt + '"');
        JsonNode started =
                assistant.call("start_run", Map.of("repoId", repoId, "prompt", prompt, "createBranch", true));
        story.summary(started);
        String runId = started.path("run").path("runId").asString();

        story.call("cancel_run", "");
        story.summary(assistant.call("cancel_run", Map.of("runId", runId)));
        story.call("wait_for_run", "");
        story.summary(assistant.call("wait_for_run", Map.of("runId", runId)));
    }

    private static void showCommit(SampleRepository sample, JsonNode run, Story story) {
        String branch = run.path("branch").path("working").asString();
        story.line("");
        story.line("What the first run left in the repository:");
        story.block("$ git log --oneline main.." + branch);
        story.block(sample.git("log", "--oneline", "main.." + branch));
        story.block("$ git diff --stat main " + branch);
        story.block(sample.git("diff", "--stat", "main", branch));
    }

    private static void showConfiguration(Story story) {
        story.line("");
        story.line("To give your own assistant these tools, paste this into its MCP configuration:");
        story.line("");
        story.block("""
                {
                  "mcpServers": {
                    "mogplex": {
                      "command": "%s",
                      "args": ["mcp"],
                      "env": {"MOGPLEX_API_KEY": "mog_…"}
                    }
                  }
                }""".formatted(Launcher.path()));
        story.line("");
        story.line("Without an account: run `" + Launcher.path() + " serve --repo . --print-token` in a repository of");
        story.line("yours, and put the MOGPLEX_URL, MOGPLEX_DEV and MOGPLEX_API_KEY that it prints into \"env\".");
        story.line("");
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("mogplex-quickstart-").toRealPath();
        } catch (IOException e) {
            throw new QuickstartFailure("cannot make a temporary folder: " + e.getMessage());
        }
    }

    private void leave(Path folder, Story story) {
        if (keep) {
            story.line("Kept: " + folder);
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        story.line("Nothing is left running, and " + folder + " is removed.");
    }
}
