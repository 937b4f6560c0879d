package com.mogplex.local.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a child process may know of the environment of this one. */
final class ChildEnvironment {
    /** An agent needs none of our tokens, whatever the variable is called. */
    private static final Pattern OUR_TOKEN = Pattern.compile("mog_[0-9A-Za-z]{16,}");

    private static final Set<String> OUR_TOKEN_NAMES = Set.of("MOGPLEX_API_KEY", "MOGPLEX_TOKEN", "MOGPLEX_API_TOKEN");

    /** A server started from within git (a hook, an alias) would hand its children somebody else's repository. */
    private static final Set<String> GIT_LOCATION = Set.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_COMMON_DIR",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_NAMESPACE",
            "GIT_PREFIX");

    private ChildEnvironment() {}

    static Map<String, String> clean(Map<String, String> environment) {
        Map<String, String> clean = new HashMap<>(environment);
        clean.keySet().removeAll(OUR_TOKEN_NAMES);
        clean.keySet().removeAll(GIT_LOCATION);
        clean.values().removeIf(value -> OUR_TOKEN.matcher(value).find());
        return Map.copyOf(clean);
    }
}
