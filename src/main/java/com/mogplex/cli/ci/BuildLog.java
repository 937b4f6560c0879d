package com.mogplex.cli.ci;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.cli.terminal.Shell;
import java.util.List;

/**
 * The reader of this program's output, as far as it acts on what it reads. A run's output is a stranger's text: it must
 * not be able to give the build system orders.
 */
public interface BuildLog {
    /** The build system that this shell belongs to, or a plain reader. */
    static BuildLog of(Shell shell) {
        if (!shell.variable("GITHUB_ACTIONS").isEmpty()) {
            return new GitHubActionsLog(shell.variable("GITHUB_STEP_SUMMARY"));
        }
        if (!shell.variable("GITLAB_CI").isEmpty()) {
            return new GitLabLog();
        }
        return new PlainLog();
    }

    /** An error of this program as the reader shows errors; one line. */
    String error(String message);

    /** The line without anything in it that the reader would obey. */
    String harmlessText(String line);

    /** The line of JSON without anything in it that the reader would obey; the value stays the same. */
    String harmlessJson(String line);

    /** What opens a section that the reader can fold; may be empty. Ends in a line break if it is not. */
    String openSection(String name, String title);

    /** What closes it; may be empty. */
    String closeSection(String name);

    /**
     * Keeps what became of a run where the build system shows it.
     *
     * @return what to tell the person about it; empty if there is nothing to tell
     */
    String summarize(Run run, List<RunEvent> events);
}
