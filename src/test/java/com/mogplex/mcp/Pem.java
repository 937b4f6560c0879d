package com.mogplex.mcp;

import java.util.Arrays;
import java.util.Base64;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Certificates for tests, and the forms in which others write keys. */
final class Pem {
    private static final HeldCertificate ROOT = new HeldCertificate.Builder()
            .certificateAuthority(1)
            .commonName("root")
            .build();
    private static final HeldCertificate ISSUER = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("issuer")
            .signedBy(ROOT)
            .build();

    /** Where a PKCS#8 key of P-256 has what it wraps. */
    private static final int INNER_START = 28;

    private Pem() {}

    static HeldCertificate.Builder builder() {
        return new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .signedBy(ISSUER);
    }

    static HeldCertificate server() {
        return builder().build();
    }

    /** The server's certificate, and the one between it and the root. */
    static String chain(HeldCertificate server) {
        return server.certificatePem() + ISSUER.certificatePem();
    }

    static String chainUpsideDown(HeldCertificate server) {
        return ISSUER.certificatePem() + server.certificatePem();
    }

    /** What a client needs that trusts the root. */
    static HandshakeCertificates trust() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(ROOT.certificate())
                .build();
    }

    /** As {@code openssl ecparam -genkey} writes it. */
    static String sec1(HeldCertificate elliptic) {
        byte[] pkcs8 = elliptic.keyPair().getPrivate().getEncoded();
        byte[] inner = Arrays.copyOfRange(pkcs8, INNER_START, pkcs8.length);
        return block("EC PARAMETERS", new byte[] {6, 8, 42, -122, 72, -50, 61, 3, 1, 7})
                + block("EC PRIVATE KEY", inner);
    }

    static String block(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }
}
