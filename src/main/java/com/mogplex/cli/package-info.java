/** The headless command line of the v1 documents: one class for each command, over {@code com.mogplex.client}. */
package com.mogplex.cli;
