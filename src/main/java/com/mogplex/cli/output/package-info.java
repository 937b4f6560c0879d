/** How runs, events and lists are printed: data on standard output, everything else on standard error. */
package com.mogplex.cli.output;
