package com.mogplex.mcp.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes on any words what only the holder of one key can make, and can tell again. Safe for use by many threads. */
@FunctionalInterface
public interface Seal {
    /** The seal on these words: 32 bytes that say nothing of the key. */
    byte[] on(String words);

    /** The one of whoever knows the key. */
    static Seal under(byte[] key) {
        SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256");
        return words -> {
            try {
                Mac mac = Mac.getInstance(secret.getAlgorithm());
                mac.init(secret);
                return mac.doFinal(words.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException absent) {
                throw new IllegalStateException("every JVM has HMAC", absent);
            }
        };
    }

    /** One that ends with this process. Its key is made when it is first used: loading cryptography takes time. */
    static Seal ofThisProcess() {
        return words -> OfThisProcess.SEAL.on(words);
    }

    /** Loaded late. */
    final class OfThisProcess {
        private static final Seal SEAL = under(randomKey());

        private OfThisProcess() {}

        private static byte[] randomKey() {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            return key;
        }
    }
}
