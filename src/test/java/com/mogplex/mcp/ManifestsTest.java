package com.mogplex.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.mogplex.mcp.transport.http.HttpOptions;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Kubernetes example, held against Kubernetes' own description of its objects and against our own flags. */
class ManifestsTest {
    /** By name: what annotates these classes is not there, which a compiler would complain of. */
    private static final Map<String, String> MODELS = Map.of(
            "apps/v1 Deployment", "V1Deployment",
            "v1 Service", "V1Service",
            "policy/v1 PodDisruptionBudget", "V1PodDisruptionBudget",
            "autoscaling/v2 HorizontalPodAutoscaler", "V2HorizontalPodAutoscaler",
            "networking.k8s.io/v1 NetworkPolicy", "V1NetworkPolicy");

    @Test
    void everyDocumentHoldsOnlyFieldsThatKubernetesKnows() throws Exception {
        for (JsonNode document : Manifests.all()) {
            validate(document);
        }
        assertThat(Manifests.all())
                .extracting(document -> document.path("kind").asString())
                .containsExactlyInAnyOrder(
                        "Deployment", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler", "NetworkPolicy");
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowWouldBeFound() throws Exception {
        JsonNode deployment = Manifests.one("Deployment").deepCopy();
        ((ObjectNode) deployment
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .path("containers")
                        .path(0))
                .put("readynessProbe", 1);

        assertThatThrownBy(() -> validate(deployment)).rootCause().hasMessageContaining("readynessProbe");
    }

    @Test
    void theFlagsAreOursAndThePortsAreThoseThatTheContainerNames() throws IOException {
        assertThat(Manifests.arguments().get(0)).isEqualTo("mcp");
        McpOptions options = McpOptions.parse(Manifests.arguments().stream()
                .skip(1)
                .filter(argument -> !argument.startsWith("--log-"))
                .toList());
        HttpOptions http = options.http().orElseThrow();

        assertThat(port("http")).isEqualTo(http.port());
        assertThat(port("admin")).isEqualTo(http.admin().port());
        assertThat(Manifests.one("Deployment")
                        .path("spec")
                        .path("template")
                        .path("metadata")
                        .path("annotations")
                        .path("prometheus.io/port")
                        .asString())
                .isEqualTo(Integer.toString(http.admin().port()));
        for (String probe : new String[] {"startupProbe", "readinessProbe", "livenessProbe"}) {
            JsonNode get = Manifests.container().path(probe).path("httpGet");
            assertThat(get.path("port").asString()).as(probe).isEqualTo("admin");
            assertThat(get.path("path").asString()).as(probe).isIn("/healthz", "/readyz");
        }
    }

    @Test
    void aPodHasTheTimeToEndThatItsServerTakes() throws IOException {
        HttpOptions http = McpOptions.parse(Manifests.arguments().stream()
                        .skip(1)
                        .filter(argument -> !argument.startsWith("--log-"))
                        .toList())
                .http()
                .orElseThrow();
        int before = Manifests.container()
                .path("lifecycle")
                .path("preStop")
                .path("sleep")
                .path("seconds")
                .asInt();

        assertThat(before).isPositive();
        assertThat(Manifests.pod().path("terminationGracePeriodSeconds").asLong())
                .isGreaterThan(before + http.grace().toSeconds());
    }

    @Test
    void theDocumentsAreAboutTheSamePods() throws IOException {
        JsonNode labels = Manifests.one("Deployment")
                .path("spec")
                .path("template")
                .path("metadata")
                .path("labels");
        Set<JsonNode> selectors = new HashSet<>();
        selectors.add(Manifests.one("Deployment").path("spec").path("selector").path("matchLabels"));
        selectors.add(Manifests.one("Service").path("spec").path("selector"));
        selectors.add(Manifests.one("PodDisruptionBudget")
                .path("spec")
                .path("selector")
                .path("matchLabels"));
        selectors.add(
                Manifests.one("NetworkPolicy").path("spec").path("podSelector").path("matchLabels"));
        assertThat(selectors).containsExactly(labels);
        JsonNode scaled = Manifests.one("HorizontalPodAutoscaler").path("spec");
        assertThat(scaled.path("scaleTargetRef").path("name"))
                .isEqualTo(Manifests.one("Deployment").path("metadata").path("name"));
        int replicas = Manifests.one("Deployment").path("spec").path("replicas").asInt();
        assertThat(scaled.path("minReplicas").asInt()).isEqualTo(replicas);
        assertThat(Manifests.one("PodDisruptionBudget")
                        .path("spec")
                        .path("minAvailable")
                        .asInt())
                .isLessThan(replicas);
    }

    private static int port(String name) throws IOException {
        for (JsonNode port : Manifests.container().path("ports")) {
            if (port.path("name").asString().equals(name)) {
                return port.path("containerPort").asInt();
            }
        }
        throw new AssertionError("there is no port " + name);
    }

    private static void validate(JsonNode document) throws ReflectiveOperationException {
        String kind = document.path("apiVersion").asString() + " "
                + document.path("kind").asString();
        assertThat(MODELS).containsKey(kind);
        Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + MODELS.get(kind));
        model.getMethod("validateJsonElement", JsonElement.class)
                .invoke(null, JsonParser.parseString(document.toString()));
    }
}
