/** {@code mogplex mcp}: the runs API for assistants, IDE agents and chat bots. */
package com.mogplex.mcp;
