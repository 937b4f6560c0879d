package com.mogplex.local.store;

import java.util.Set;

/**
 * A personal access token that is valid now. The token itself is not in here, nor in the store.
 *
 * @param id the record's id
 * @param userId whose it is; run-start budgets and idempotency keys are per user
 * @param scopes what it may do
 */
public record Token(String id, String userId, Set<Scope> scopes) {
    public Token {
        scopes = Set.copyOf(scopes);
    }
}
