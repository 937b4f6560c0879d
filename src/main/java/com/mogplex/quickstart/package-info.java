/**
 * {@code mogplex quickstart}: the main job from end to end on this machine, with a real agent process, a real
 * repository and the MCP SDK's own client as the assistant.
 */
package com.mogplex.quickstart;
