/** A harness that calls no model: it tidies text files, so that a newcomer sees a whole run without an account. */
package com.mogplex.local.rehearsal;
