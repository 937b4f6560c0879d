/** The v1 routes over HTTP: who may ask, how often, and the envelope around every answer. */
package com.mogplex.local.http;
