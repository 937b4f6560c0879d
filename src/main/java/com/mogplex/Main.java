package com.mogplex;

/** Chooses the face of the program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.err.println("not yet");
    }
}
