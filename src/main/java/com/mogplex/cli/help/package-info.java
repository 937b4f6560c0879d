/** Help, shell completion and manual pages, all from the one model of the commands. */
package com.mogplex.cli.help;
