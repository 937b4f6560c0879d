package com.mogplex.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A repository that the caller's account is linked to.
 *
 * @param id a UUID
 * @param fullName {@code owner/name}
 * @param defaultBranch the branch that runs start from, if known
 * @param rootDirectory the folder inside the repo that runs work in; null is its root
 */
public record Repo(
        String id,
        @JsonProperty("full_name") String fullName,
        @JsonProperty("default_branch") @Nullable String defaultBranch,
        @JsonProperty("root_directory") @Nullable String rootDirectory) {
    public Repo {
        requireNonNull(id, "id is null");
        requireNonNull(fullName, "full_name is null");
    }
}
