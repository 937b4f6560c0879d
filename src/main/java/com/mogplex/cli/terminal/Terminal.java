package com.mogplex.cli.terminal;

/** Which of the standard streams a person looks at. */
public interface Terminal {
    /** Assumed when a terminal does not tell. */
    int DEFAULT_COLUMNS = 80;

    boolean isInput();

    boolean isOutput();

    boolean isError();

    /** The width in columns; asked for only when a stream is a terminal. */
    int columns();

    /** No terminal at all: a pipe, a file, a test. */
    static Terminal none() {
        return new Terminal() {
            @Override
            public boolean isInput() {
                return false;
            }

            @Override
            public boolean isOutput() {
                return false;
            }

            @Override
            public boolean isError() {
                return false;
            }

            @Override
            public int columns() {
                return DEFAULT_COLUMNS;
            }
        };
    }
}
