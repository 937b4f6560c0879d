package com.mogplex.cli.output;

import com.mogplex.cli.terminal.DisplayWidth;
import com.mogplex.cli.terminal.Palette;
import com.mogplex.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows under headings, in columns two spaces apart. Made to fit a terminal by cutting the columns that may be cut. */
public final class Table {
    private static final String GAP = "  ";
    private static final String ABSENT = "-";
    /** A column is not cut below this many terminal columns: less says nothing. */
    private static final int NARROWEST = 8;

    /**
     * One column.
     *
     * @param heading its first line
     * @param mayBeCut whether its values are of use when their end is missing; an id is not
     * @param style how a value is coloured
     */
    private record Column(String heading, boolean mayBeCut, Function<String, Style> style) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column whose values stay whole. */
    public Table column(String heading) {
        columns.add(new Column(heading, false, value -> Style.PLAIN));
        return this;
    }

    /** Adds a column whose values stay whole and are coloured. */
    public Table column(String heading, Function<String, Style> style) {
        columns.add(new Column(heading, false, style));
        return this;
    }

    /** Adds a column whose values may be cut. */
    public Table columnThatMayBeCut(String heading) {
        columns.add(new Column(heading, true, value -> Style.PLAIN));
        return this;
    }

    /** Adds a row; null shows as a dash. */
    public void row(@Nullable String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell == null || cell.isEmpty() ? ABSENT : cell);
        }
        rows.add(row);
    }

    /** The lines, each of any length. */
    public List<String> lines(Palette palette) {
        return lines(palette, Integer.MAX_VALUE);
    }

    /** The lines, each of at most so many terminal columns. */
    public List<String> lines(Palette palette, int width) {
        int[] widths = widthsWithin(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::heading).toList(), widths, width, palette, true));
        for (List<String> row : rows) {
            lines.add(line(row, widths, width, palette, false));
        }
        return lines;
    }

    private int[] widthsWithin(int width) {
        int[] widths = new int[columns.size()];
        for (int index = 0; index < widths.length; index++) {
            int column = index;
            widths[index] = Math.max(
                    DisplayWidth.of(columns.get(index).heading()),
                    rows.stream()
                            .mapToInt(row -> DisplayWidth.of(row.get(column)))
                            .max()
                            .orElse(0));
        }
        int surplus = total(widths) - width;
        while (surplus > 0) {
            int widest = widestThatMayBeCut(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
            surplus--;
        }
        return widths;
    }

    private int widestThatMayBeCut(int[] widths) {
        int widest = -1;
        for (int index = 0; index < widths.length; index++) {
            boolean canGive = columns.get(index).mayBeCut() && widths[index] > NARROWEST;
            if (canGive && (widest < 0 || widths[index] > widths[widest])) {
                widest = index;
            }
        }
        return widest;
    }

    private static int total(int[] widths) {
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        return total;
    }

    private String line(List<String> cells, int[] widths, int width, Palette palette, boolean isHeading) {
        StringBuilder line = new StringBuilder();
        int left = width;
        for (int index = 0; index < widths.length && left > 0; index++) {
            String cell = DisplayWidth.cut(cells.get(index), Math.min(widths[index], left));
            Style style = isHeading ? Style.HEADING : columns.get(index).style().apply(cells.get(index));
            line.append(palette.paint(style, cell));
            boolean isLast = index == widths.length - 1;
            if (!isLast) {
                int padding = Math.min(left, widths[index] + GAP.length()) - DisplayWidth.of(cell);
                line.append(" ".repeat(Math.max(0, padding)));
            }
            left -= widths[index] + GAP.length();
        }
        return line.toString().stripTrailing();
    }
}
