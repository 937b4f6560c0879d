/**
 * How the HTTP face bears load: programs to be run by hand, on loopback only, that end by themselves. See
 * CONTRIBUTING.md.
 */
package com.mogplex.mcp.load;
