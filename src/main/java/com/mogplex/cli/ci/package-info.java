/**
 * What differs when the output is read by a build system: annotations, sections, summaries, and what it must not obey.
 */
package com.mogplex.cli.ci;
