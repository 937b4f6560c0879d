/** What the process was started in: its variables, streams and terminal, and how wide text is there. */
package com.mogplex.cli.terminal;
