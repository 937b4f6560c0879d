/** What makes text and JSON from outside safe to show a model, a terminal or a log. */
package com.mogplex.sanitize;
