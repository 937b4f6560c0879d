package com.mogplex.local.store;

/**
 * The server that holds a run. Several servers may share a store, even in one process.
 *
 * @param serverId one start of one server
 * @param process the process that it lives in
 */
public record RunOwner(String serverId, ProcessIdentity process) {}
