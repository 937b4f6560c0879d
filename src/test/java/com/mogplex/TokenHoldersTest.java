package com.mogplex;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.cli.terminal.Terminal;
import com.mogplex.client.Credential;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds a secret does not tell it when it is printed. */
class TokenHoldersTest {
    private static final String SECRET = "s3cr3t-0123456789-abcdefghijkl";
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            Map.class, Map.of("MOGPLEX_API_KEY", SECRET, "HTTPS_PROXY", "http://user:" + SECRET + "@proxy"),
            List.class, List.of(SECRET),
            Path.class, Path.of("a"),
            Duration.class, Duration.ofSeconds(1),
            Clock.class, Clock.systemUTC(),
            InputStream.class, InputStream.nullInputStream(),
            OutputStream.class, OutputStream.nullOutputStream(),
            Terminal.class, Terminal.none(),
            int.class, 1,
            boolean.class, true);

    /** What a field that holds a secret is called. */
    private static boolean mayHoldASecret(Field field) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        return !Modifier.isStatic(field.getModifiers())
                && Set.of(String.class, Map.class, List.class, byte[].class).contains(field.getType())
                && Stream.of("token", "password", "secret", "credential", "apikey", "environment")
                        .anyMatch(name::contains);
    }

    static Stream<Class<?>> holders() {
        return new ClassFileImporter()
                .importPath(Path.of("target", "classes")).stream()
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type ->
                                Arrays.stream(type.getDeclaredFields()).anyMatch(TokenHoldersTest::mayHoldASecret));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void aHolderOfASecretDoesNotPrintIt(Class<?> holder) throws Exception {
        if (holder.isRecord()) {
            assertThat(sample(holder).toString().contains(SECRET))
                    .as(holder + " prints a secret")
                    .isFalse();
        } else if (holder != Credential.class) {
            // Identity alone.
            assertThat(holder.getMethod("toString").getDeclaringClass()).isEqualTo(Object.class);
        }
    }

    /** So that a rule that matches nothing cannot pass for one that holds. */
    @Test
    void theHoldersAreFound() {
        assertThat(holders().map(Class::getSimpleName))
                .contains("Credential", "EnvironmentProxy", "Shell", "LocalOptions", "EngineSettings", "LocalServer");
    }

    @Test
    void aCredentialShowsEightCharactersAtMost() {
        assertThat(Credential.of(SECRET, "a test")).hasToString("s3cr3t-0… from a test");
    }

    private static Object sample(Class<?> type) throws Exception {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(
                Arrays.stream(components).map(TokenHoldersTest::value).toArray());
    }

    private static Object value(RecordComponent component) {
        if (component.getType() == String.class) {
            return component.getName().matches("(?i).*(token|password|secret).*") ? SECRET : "word";
        }
        return SAMPLES.get(component.getType());
    }
}
