package com.mogplex.mcp.transport.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's certificates and their key, as PEM (RFC 7468). Keys may be PKCS#8, or what OpenSSL and cert-manager write
 * for RSA (PKCS#1, RFC 8017) and for elliptic curves (SEC 1, RFC 5915).
 *
 * @param certificatesName for errors: where they are from
 * @param keyName for errors: where it is from
 */
record PemIdentity(String certificatesName, String certificates, String keyName, String key) {
    /** The store is in memory only; the interface demands a password. */
    static final String PASSWORD = "in memory only";

    static final String ALIAS = "server";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+)-----END \\1-----", Pattern.DOTALL);

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final int LONG_LENGTH = 0x80;

    /**
     * What a web server takes.
     *
     * @throws IllegalArgumentException with one line if they are not what they should be, or do not belong together
     */
    KeyStore keyStore() {
        List<X509Certificate> chain = chain();
        PrivateKey privateKey = privateKey(chain.get(0).getPublicKey());
        requireMatch(privateKey, chain.get(0).getPublicKey());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, privateKey, PASSWORD.toCharArray(), chain.toArray(new X509Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(certificatesName + " cannot be used for TLS", unusable);
        }
    }

    private List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>();
        for (Block block : blocks(certificatesName, certificates)) {
            if (block.label.equals("CERTIFICATE")) {
                chain.add(certificate(block.bytes));
            }
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException(certificatesName + " holds no certificate in PEM");
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new IllegalArgumentException(
                        certificatesName
                                + " holds no chain: write the server's certificate first, and after each the one that issued it");
            }
        }
        return chain;
    }

    private X509Certificate certificate(byte[] bytes) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException garbage) {
            throw new IllegalArgumentException(certificatesName + " holds a certificate that cannot be read", garbage);
        }
    }

    private PrivateKey privateKey(PublicKey publicKey) {
        // How the older forms say it; the newer one has a label of its own. Source: RFC 1421, 4.6.1.1.
        if (key.contains("Proc-Type: 4,ENCRYPTED")) {
            throw encrypted();
        }
        for (Block block : blocks(keyName, key)) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return privateKey(publicKey, block.bytes);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    return privateKey(publicKey, asPkcs8(publicKey, block.bytes));
                }
                case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
                default -> {
                    // Certificates and curve parameters may stand beside the key.
                }
            }
        }
        throw new IllegalArgumentException(keyName + " holds no private key in PEM");
    }

    private PrivateKey privateKey(PublicKey publicKey, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException otherKind) {
            throw new IllegalArgumentException(
                    keyName + " holds no readable key of the certificate's kind, " + publicKey.getAlgorithm(),
                    otherKind);
        }
    }

    /** The older forms are what PKCS#8 wraps; the algorithm that it adds is the one that the certificate names. */
    private static byte[] asPkcs8(PublicKey publicKey, byte[] inner) {
        return element(SEQUENCE, VERSION_0, algorithm(publicKey), element(OCTET_STRING, inner));
    }

    /** The first element of the two that a public key's encoding consists of. Source: RFC 5280, 4.1. */
    private static byte[] algorithm(PublicKey publicKey) {
        ByteBuffer encoded = ByteBuffer.wrap(publicKey.getEncoded());
        enter(encoded);
        int start = encoded.position();
        int length = enter(encoded);
        byte[] algorithm = new byte[encoded.position() - start + length];
        encoded.position(start).get(algorithm);
        return algorithm;
    }

    /** Goes past an element's tag and length, which it returns. Source: X.690, 8.1.3. */
    private static int enter(ByteBuffer der) {
        der.get();
        int first = Byte.toUnsignedInt(der.get());
        if (first < LONG_LENGTH) {
            return first;
        }
        int length = 0;
        for (int i = LONG_LENGTH; i < first; i++) {
            length = length << Byte.SIZE | Byte.toUnsignedInt(der.get());
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (length < LONG_LENGTH) {
            element.write(length);
        } else {
            // DER wants the shortest form.
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
            element.write(LONG_LENGTH + bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                element.write(length >> i * Byte.SIZE);
            }
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    /** Signs with the one and verifies with the other: a pair that does not match would fail every handshake. */
    private void requireMatch(PrivateKey privateKey, PublicKey publicKey) {
        boolean matches;
        try {
            Signature signature = Signature.getInstance(
                    switch (publicKey.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> publicKey.getAlgorithm();
                    });
            byte[] words = {1};
            signature.initSign(privateKey);
            signature.update(words);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(words);
            matches = signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            matches = false;
        }
        if (!matches) {
            throw new IllegalArgumentException(keyName + " is not the key of the first certificate in "
                    + certificatesName.replace(TlsFiles.CERTIFICATES_FLAG + " ", ""));
        }
    }

    private IllegalArgumentException encrypted() {
        return new IllegalArgumentException(
                keyName + " is encrypted; decrypt it first: openssl pkey -in KEY -out DECRYPTED (mode 0600)");
    }

    private List<Block> blocks(String name, String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException garbage) {
                throw new IllegalArgumentException(name + " is no valid PEM: its Base64 is broken", garbage);
            }
        }
        return blocks;
    }

    /** What stands between two lines of dashes. */
    private static final class Block {
        private final String label;
        private final byte[] bytes;

        Block(String label, byte[] bytes) {
            this.label = label;
            this.bytes = bytes;
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return certificatesName;
    }
}
