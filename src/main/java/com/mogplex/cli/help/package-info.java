/** Help and manual pages, both from the one model of the commands. */
package com.mogplex.cli.help;
