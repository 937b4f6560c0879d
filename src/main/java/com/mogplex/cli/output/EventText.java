package com.mogplex.cli.output;

import com.mogplex.api.RunEvent;
import com.mogplex.cli.terminal.DisplayWidth;
import com.mogplex.cli.terminal.Palette;
import com.mogplex.cli.terminal.Style;

/** An event for a person, on one line as the v1 documents show it. */
public final class EventText {
    /** Measured from the documents' sample; a longer type pushes what follows to the right. */
    private static final int TYPE_COLUMNS = 14;

    private static final String GAP = "  ";

    private final Palette palette;

    public EventText(Palette palette) {
        this.palette = palette;
    }

    public String line(RunEvent event) {
        StringBuilder line = new StringBuilder();
        line.append(palette.paint(Style.QUIET, event.createdAt() == null ? "-" : event.createdAt()));
        line.append(GAP).append(paddedType(event)).append(GAP);
        if (event.toolName() != null) {
            line.append("tool=").append(event.toolName()).append(GAP);
        }
        if (event.message() != null) {
            line.append(OneLine.of(event.message()));
        }
        return line.toString().stripTrailing();
    }

    private String paddedType(RunEvent event) {
        String padding = DisplayWidth.pad(event.type(), TYPE_COLUMNS)
                .substring(event.type().length());
        return palette.paint(style(event), event.type()) + padding;
    }

    private static Style style(RunEvent event) {
        return switch (event.type()) {
            case "failed", "error" -> Style.BAD;
            case "cancelled", "cancel_requested" -> Style.WARNING;
            case "finished" -> Style.GOOD;
            default -> Style.ACTIVE;
        };
    }
}
