/** The log as one JSON object a line. Loaded only if it is asked for. */
package com.mogplex.log;
