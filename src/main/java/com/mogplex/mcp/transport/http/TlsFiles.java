package com.mogplex.mcp.transport.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/**
 * Where the server's identity for TLS is kept.
 *
 * @param certificates PEM: the server's certificate, then those of its issuers
 * @param key PEM: the key of the first certificate. May be the same file.
 */
record TlsFiles(Path certificates, Path key) {
    static final String CERTIFICATES_FLAG = "--tls-cert";
    static final String KEY_FLAG = "--tls-key";

    /**
     * What they hold now.
     *
     * @throws IllegalArgumentException with one line if one of them cannot be read
     */
    PemIdentity read() {
        return new PemIdentity(
                certificatesName(), text(certificatesName(), certificates), keyName(), text(keyName(), key));
    }

    /** Whether any user of this machine can read the key. */
    boolean keyIsOpenToAll() {
        try {
            return Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    String keyName() {
        return KEY_FLAG + " " + key;
    }

    private String certificatesName() {
        return CERTIFICATES_FLAG + " " + certificates;
    }

    private static String text(String name, Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException absent) {
            throw new IllegalArgumentException(name + " does not exist");
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(name + " cannot be read as text");
        }
    }
}
