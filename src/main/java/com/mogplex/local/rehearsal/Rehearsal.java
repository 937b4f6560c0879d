package com.mogplex.local.rehearsal;

/** placeholder */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {}
}
