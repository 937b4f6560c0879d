/**
 * The v1 API over HTTP: credentials, base URL, retries, the request budget, and following a run.
 *
 * <p>Everything that leaves this package has been sanitized.
 */
package com.mogplex.client;
