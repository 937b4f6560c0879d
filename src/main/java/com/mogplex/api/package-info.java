/**
 * The Mogplex v1 contract as records and enums. No I/O, and nothing that knows who is asking.
 *
 * <p>Names and shapes are the wire's own: camelCase for runs, snake_case for repos and sandboxes.
 */
package com.mogplex.api;
