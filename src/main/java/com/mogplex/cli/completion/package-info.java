/** Completion scripts for shells, from the one model of the commands. */
@NullMarked
package com.mogplex.cli.completion;

import org.jspecify.annotations.NullMarked;
