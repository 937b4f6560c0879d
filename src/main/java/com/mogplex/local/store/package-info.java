/** What the embedded API remembers, in one SQLite file that several processes may share. */
package com.mogplex.local.store;
