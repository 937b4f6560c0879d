/**
 * The runs API as tools: one class per tool, and what they share: their schemas, their arguments, and results that fit
 * what a model is shown.
 */
package com.mogplex.mcp.tool;
