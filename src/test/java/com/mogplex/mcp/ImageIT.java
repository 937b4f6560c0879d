package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What {@code examples/kubernetes/Dockerfile} lays out, started as its entry point and {@code mogplex.yaml} say, and
 * asked as a kubelet asks. The image itself is not built: that takes a container engine and its registry.
 */
class ImageIT {
    private static final Pattern COPY = Pattern.compile("^COPY --from=build /src/(\\S+) (/\\S+)$", Pattern.MULTILINE);
    private static final Pattern ENTRY = Pattern.compile("^ENTRYPOINT (\\[.*])$", Pattern.MULTILINE);

    @TempDir
    Path root;

    @Test
    void whatThePodRunsAnswersItsProbesAndEndsInItsGraceTime() throws Exception {
        String recipe = Files.readString(Manifests.FOLDER.resolve("Dockerfile"));
        for (Matcher copy = COPY.matcher(recipe); copy.find(); ) {
            copy(Path.of(copy.group(1)), inImage(copy.group(2)));
        }
        List<String> command = new ArrayList<>();
        Matcher entry = ENTRY.matcher(recipe);
        assertThat(entry.find()).isTrue();
        for (JsonNode word : Json.mapper().readTree(entry.group(1))) {
            command.add(
                    word.asString().startsWith("/opt/")
                            ? inImage(word.asString()).toString()
                            : word.asString());
        }
        assertThat(command.get(0)).isEqualTo("java");
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Manifests.arguments().stream().map(ImageIT::onAnyPort).forEach(command::add);

        try (HttpProcess server = HttpProcess.of(command, Map.of())) {
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                String path = Manifests.container()
                        .path(probe)
                        .path("httpGet")
                        .path("path")
                        .asString();
                assertThat(RawHttp.send(server.admin(), "", "GET " + path + " HTTP/1.1", "Host: 10.1.2.3:9464")
                                .status())
                        .as(probe)
                        .isEqualTo(200);
            }
            assertThat(RawHttp.send(server.admin(), "", "GET /metrics HTTP/1.1", "Host: 10.1.2.3:9464")
                            .body())
                    .contains("mogplex_http_calls");
            assertThat(RawHttp.send(server.base(), "", "GET /readyz HTTP/1.1", "Host: mcp.example.com")
                            .status())
                    .isEqualTo(200);
            server.end();
            assertThat(server.process().exitValue()).isZero();
            assertThat(server.stderr())
                    .allSatisfy(line ->
                            assertThat(Json.mapper().readTree(line).isObject()).isTrue());
        }
    }

    private static String onAnyPort(String argument) {
        return argument.replaceFirst("^(--(admin-)?port)=\\d+$", "$1=0");
    }

    private Path inImage(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
