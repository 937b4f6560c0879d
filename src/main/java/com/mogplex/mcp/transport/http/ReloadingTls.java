package com.mogplex.mcp.transport.http;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with the identity that the files hold, also after they change: connections that are open stay as they are, new
 * ones get the new certificate. What the files say is compared, not their dates, so that it does not matter how they
 * are replaced; Kubernetes swaps a symbolic link.
 */
final class ReloadingTls {
    /** Two small files are read so often; those who replace them wait longer. */
    static final Duration CHECK_PERIOD = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);

    private final TlsFiles files;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private PemIdentity inUse;
    private @Nullable String lastProblem;

    /** @throws IllegalArgumentException with one line if the files cannot be used */
    ReloadingTls(TlsFiles files) {
        this.files = files;
        if (files.keyIsOpenToAll()) {
            LOG.warn("{} can be read by every user of this machine; chmod 600 it", files.keyName());
        }
        inUse = files.read();
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        use(inUse.keyStore());
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Takes what the files hold now, if it is something else. If it cannot be used, what was stays. */
    synchronized void check() {
        try {
            PemIdentity found = files.read();
            if (!found.equals(inUse)) {
                KeyStore store = found.keyStore();
                context.reload(same -> use(store));
                inUse = found;
                LOG.info("The TLS certificate was replaced");
            }
            lastProblem = null;
        } catch (Exception unusable) {
            complain(String.valueOf(unusable.getMessage()));
        }
    }

    /** Once for each problem: this is looked at every few seconds. */
    private void complain(String problem) {
        if (!Objects.equals(problem, lastProblem)) {
            lastProblem = problem;
            LOG.warn("The TLS certificate could not be replaced, and the old one stays: {}", problem);
        }
    }

    private void use(KeyStore store) {
        warnIfExpired(store);
        context.setKeyStore(store);
        context.setKeyStorePassword(PemIdentity.PASSWORD);
    }

    private static void warnIfExpired(KeyStore store) {
        try {
            if (store.getCertificate(PemIdentity.ALIAS) instanceof X509Certificate certificate) {
                certificate.checkValidity();
            }
        } catch (CertificateException outOfTime) {
            LOG.warn("The TLS certificate is not valid now; clients will refuse it");
        } catch (KeyStoreException unloaded) {
            throw new IllegalStateException("the store was loaded", unloaded);
        }
    }
}
