package com.mogplex.mcp.tool;

import com.mogplex.api.RunEvent;
import com.mogplex.client.RunSnapshot;
import java.util.List;

/** One line on how a run is getting on, for a person. */
final class ProgressLine {
    private ProgressLine() {}

    static String of(RunSnapshot snapshot) {
        List<RunEvent> events = snapshot.events();
        String start = snapshot.run().status().name() + ", " + Count.of(events.size(), "event");
        return events.isEmpty() ? start : start + "; " + EventView.line(events.get(events.size() - 1));
    }
}
