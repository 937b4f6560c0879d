package com.mogplex.client;

import static com.mogplex.api.ErrorCode.BAD_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a token may be sent to. */
class BaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://staging.mogplex.com",
                "https://staging.mogplex.com/",
                "https://staging.mogplex.com:8443",
                "HTTPS://Staging.Mogplex.Com",
                "https://127.0.0.1:3000",
                "https://[2001:db8::1]"
            })
    void httpsIsUsed(String url) {
        assertThatCode(() -> api(Map.of("MOGPLEX_URL", url)).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost:3000",
                "http://LOCALHOST:3000/",
                "http://127.0.0.1:3000",
                "http://127.255.0.9",
                "http://[::1]:3000"
            })
    void plainHttpIsForThisMachineInDevelopmentOnly(String url) {
        assertThatCode(() -> api(Map.of("MOGPLEX_URL", url, "MOGPLEX_DEV", "1")).close())
                .doesNotThrowAnyException();
        assertThat(refused(Map.of("MOGPLEX_URL", url))).hasMessageContaining("MOGPLEX_DEV=1");
        assertThat(refused(Map.of("MOGPLEX_URL", url, "MOGPLEX_DEV", "0"))).hasMessageContaining("MOGPLEX_DEV=1");
        assertThat(refused(Map.of("MOGPLEX_URL", url, "MOGPLEX_DEV", "1", "NODE_ENV", "production")))
                .hasMessageContaining("NODE_ENV");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.mogplex.com",
                "http://localhost.evil.example",
                "http://localhost.",
                "http://127.0.0.1.nip.io",
                "http://127.0.0.1.",
                "http://127.1",
                "http://127.0.0.01",
                "http://127.0.0.256",
                "http://0x7f.1",
                "http://2130706433",
                "http://017700000001",
                "http://xn--lcalhost-80a",
                "http://lоcalhost",
                "http://①27.0.0.1",
                "http://0.0.0.0",
                "http://[::]",
                "http://[::ffff:127.0.0.1]",
                "http://[::1%25lo]",
                "http://128.0.0.1",
                "http://localhost@evil.example",
                "http://evil.example#@localhost",
                "http://evil.example\\@localhost"
            })
    void whatOnlyLooksLikeThisMachineIsRefused(String url) {
        refused(Map.of("MOGPLEX_URL", url, "MOGPLEX_DEV", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www.mogplex.com",
                "ftp://www.mogplex.com",
                "file:///etc/passwd",
                "jar:https://www.mogplex.com",
                "javascript:alert(1)",
                "https:",
                "https://",
                "https:///",
                "https:www.mogplex.com",
                "//www.mogplex.com",
                "https://www.mogplex.com/api/v1/mogplex",
                "https://www.mogplex.com/..",
                "https://www.mogplex.com?x=1",
                "https://www.mogplex.com#x",
                "https://www.mogplex.com.",
                "https://www.mogplex.com:0",
                "https://www.mogplex.com:",
                "https://www.mogplex.com:99999",
                "https://www.mogplex.com:x",
                "https://www.mogplex.com\r\nHost: evil.example",
                "https://www.mogplex.com evil.example",
                "https://www.mogplex.com\u0000",
                " https://www.mogplex.com",
                "https://0x7f.1",
                "https://[::1",
                "https://mögplex.com"
            })
    void whatIsNotPlainlyOneAddressIsRefused(String url) {
        refused(Map.of("MOGPLEX_URL", url));
    }

    @Test
    void aPasswordInItIsRefusedAndNotRepeated() {
        assertThat(refused(Map.of("MOGPLEX_URL", "https://user:hunter2@www.mogplex.com")))
                .hasMessageContaining("user name or password")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("user:");
    }

    private static MogplexException refused(Map<String, String> environment) {
        MogplexException refusal = catchThrowableOfType(MogplexException.class, () -> api(environment));
        assertThat(refusal.errorCode()).contains(BAD_REQUEST);
        assertThat(refusal.getMessage()).startsWith("MOGPLEX_URL ").doesNotContain("\n");
        return refusal;
    }

    private static MogplexApi api(Map<String, String> environment) {
        return MogplexApi.of(environment);
    }
}
