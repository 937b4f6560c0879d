package com.mogplex.cli;

import com.mogplex.client.MogplexClient;

/** A repo as a person names it: by id or by {@code owner/name}. */
final class RepoReference {
    private RepoReference() {}

    /** The id. Asks the API only for a name. */
    static String resolve(String reference, MogplexClient client) {
        return reference.contains("/") ? client.resolveRepoId(reference, Context.requestDeadline()) : reference;
    }
}
