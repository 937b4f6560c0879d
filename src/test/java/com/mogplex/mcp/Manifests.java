package com.mogplex.mcp;

import com.mogplex.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/** The documents of {@code examples/kubernetes/mogplex.yaml}. */
final class Manifests {
    static final Path FOLDER = Path.of("examples", "kubernetes");

    private Manifests() {}

    static List<JsonNode> all() throws IOException {
        Load yaml = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build());
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : yaml.loadAllFromString(Files.readString(FOLDER.resolve("mogplex.yaml")))) {
            documents.add(Json.mapper().valueToTree(document));
        }
        return documents;
    }

    static JsonNode one(String kind) throws IOException {
        return all().stream()
                .filter(document -> document.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind));
    }

    static JsonNode pod() throws IOException {
        return one("Deployment").path("spec").path("template").path("spec");
    }

    static JsonNode container() throws IOException {
        return pod().path("containers").path(0);
    }

    static List<String> arguments() throws IOException {
        List<String> arguments = new ArrayList<>();
        container().path("args").forEach(argument -> arguments.add(argument.asString()));
        return arguments;
    }
}
