package com.mogplex.client;

import com.mogplex.api.Run;
import com.mogplex.api.RunEvent;
import com.mogplex.api.RunEvents;
import com.mogplex.sanitize.Sanitizer;
import com.mogplex.sanitize.Tally;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The events of one run as they became known: each id once, oldest first, sanitized once. It only grows at its end, so
 * that a reader of an earlier snapshot finds everything that is new behind what it has.
 */
final class EventLog {
    private final Sanitizer sanitizer;
    private final List<RunEvent> events = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Tally tally = new Tally();

    EventLog(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    /** Takes what is new in a page; the rest of what the API says of a known id is ignored. */
    void add(List<RunEvent> page) {
        for (RunEvent event : inOrder(page)) {
            if (events.size() < RunEvents.MAX_LIMIT && ids.add(event.id())) {
                events.add(sanitizer.event(event, tally));
            }
        }
    }

    /** What is known, together with the run as it now is. */
    RunSnapshot snapshot(Run run) {
        Tally now = new Tally();
        Run safeRun = sanitizer.run(run, now);
        return new RunSnapshot(safeRun, events, tally.redactions() + now.redactions(), tally.cuts() + now.cuts());
    }

    int size() {
        return events.size();
    }

    /** The contract says oldest first; where every event has a time, that is made sure. */
    private static List<RunEvent> inOrder(List<RunEvent> page) {
        if (page.stream().anyMatch(event -> time(event).isEmpty())) {
            return page;
        }
        return page.stream()
                .sorted(Comparator.comparing(event -> time(event).orElseThrow()))
                .toList();
    }

    private static Optional<Instant> time(RunEvent event) {
        try {
            return event.createdAt() == null ? Optional.empty() : Optional.of(Instant.parse(event.createdAt()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
