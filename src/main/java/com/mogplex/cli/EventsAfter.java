package com.mogplex.cli;

import com.mogplex.api.RunEvent;
import java.util.List;

/** Finds where an earlier tail ended. */
final class EventsAfter {
    private final String eventId;
    private final Printer printer;

    EventsAfter(String eventId, Printer printer) {
        this.eventId = eventId;
        this.printer = printer;
    }

    /** Those after the event; all of them, and a note, if it is not there: rather twice than never. */
    List<RunEvent> of(List<RunEvent> events) {
        for (int index = 0; index < events.size(); index++) {
            if (events.get(index).id().equals(eventId)) {
                return events.subList(index + 1, events.size());
            }
        }
        printer.note("event " + eventId + " is not among this run's events: printing all of them");
        return events;
    }
}
