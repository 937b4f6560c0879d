package com.mogplex.client;

import static com.mogplex.client.MogplexException.Fault.INVALID_RESPONSE;
import static com.mogplex.client.MogplexException.Fault.UNKNOWN_HOST;
import static com.mogplex.client.MogplexException.Fault.UNREACHABLE;
import static com.mogplex.client.MogplexException.Fault.UNTRUSTED;

import com.mogplex.api.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why there was no answer, in words that a person can do something about; never the exception's own. */
final class NoAnswer {
    /** OkHttp's only word on a proxy that refuses to open the way. */
    private static final Pattern REFUSED_BY_PROXY = Pattern.compile("Unexpected response code for CONNECT: (\\d+)");

    /** Its word on a 407 that came from no proxy, or from one that nobody named. */
    private static final String UNASKED_407 = "(407)";

    private static final String CORRECT_PROXY = "Correct HTTPS_PROXY, or name the host in NO_PROXY.";

    /** The proxy wants another user name or password than it was given, or one at all. */
    static final class ProxyRefusedUser extends IOException {}

    private NoAnswer() {}

    static MogplexException because(IOException e, BaseUrl baseUrl, Optional<EnvironmentProxy> proxy) {
        String to = baseUrl.authority();
        // A name is looked up and a connection made for the first that is to be reached, which is the proxy.
        String first = proxy.map(through -> "the proxy " + through).orElse(to);
        if (e instanceof ProxyRefusedUser) {
            return MogplexException.local(
                    ErrorCode.BAD_REQUEST,
                    "The proxy " + proxy.map(Object::toString).orElse("") + " did not accept the user name and password"
                            + " of HTTPS_PROXY, or wants some.",
                    "Write HTTPS_PROXY as http://user:password@host:port.");
        }
        if (e instanceof UnknownHostException) {
            return MogplexException.of(UNKNOWN_HOST, "The host of " + first + " could not be found.");
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return MogplexException.of(UNREACHABLE, "No connection to " + first + " could be made.");
        }
        if (e instanceof SSLException) {
            return untrusted(e, to);
        }
        if (e instanceof InterruptedIOException) {
            return MogplexException.of(UNREACHABLE, "There was no answer from " + to + " within the time allowed.");
        }
        if (e instanceof ProtocolException && String.valueOf(e.getMessage()).contains(UNASKED_407)) {
            return MogplexException.of(
                    INVALID_RESPONSE, "The answer wanted a proxy's user name and password (407), and no proxy is set.");
        }
        Matcher refusal = REFUSED_BY_PROXY.matcher(String.valueOf(e.getMessage()));
        return refusal.find()
                ? refusedByProxy(Integer.parseInt(refusal.group(1)), first, to)
                : MogplexException.of(
                        UNREACHABLE, "The connection to " + to + " broke before the answer was complete.");
    }

    private static MogplexException refusedByProxy(int status, String proxy, String to) {
        String message = "There is no way to " + to + ": " + proxy + " answered with the HTTP status " + status + ".";
        return status < 500
                ? MogplexException.local(ErrorCode.BAD_REQUEST, message, CORRECT_PROXY)
                : MogplexException.of(UNREACHABLE, message);
    }

    /** Only what is wrong with the certificate is wrong next time, too: a handshake can be cut like any exchange. */
    private static MogplexException untrusted(IOException e, String to) {
        String begin = "No trusted connection to " + to + " could be made: ";
        if (e instanceof SSLPeerUnverifiedException) {
            return MogplexException.of(UNTRUSTED, begin + "its certificate is for another host name.");
        }
        if (has(e, CertificateExpiredException.class)) {
            return MogplexException.of(UNTRUSTED, begin + "its certificate has expired.");
        }
        if (has(e, CertificateNotYetValidException.class)) {
            return MogplexException.of(UNTRUSTED, begin + "its certificate is not valid yet.");
        }
        return has(e, CertificateException.class)
                ? MogplexException.of(UNTRUSTED, begin + "nobody whom this machine trusts vouches for its certificate.")
                : MogplexException.of(UNREACHABLE, begin + "it did not complete a TLS handshake.");
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
