package com.mogplex.cli.terminal;

/** Colours, or none. */
public final class Palette {
    private final boolean colored;

    private Palette(boolean colored) {
        this.colored = colored;
    }

    /** For one stream: a flag decides before {@code NO_COLOR} (no-color.org), and that before the terminal. */
    public static Palette of(ColorMode mode, boolean isTerminal, Shell shell) {
        return switch (mode) {
            case ALWAYS -> new Palette(true);
            case NEVER -> new Palette(false);
            case AUTO ->
                new Palette(isTerminal
                        && shell.understandsEscapes()
                        && shell.variable("NO_COLOR").isEmpty());
        };
    }

    public boolean isColored() {
        return colored;
    }

    public String paint(Style style, String text) {
        return colored && style != Style.PLAIN && !text.isEmpty()
                ? "\u001b[" + style.code() + "m" + text + "\u001b[0m"
                : text;
    }
}
