/** The prompts that people pick in their host, and the completion of what they type into them. */
package com.mogplex.mcp.prompt;
