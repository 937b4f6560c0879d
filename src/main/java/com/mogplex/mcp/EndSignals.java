package com.mogplex.mcp;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals that ask a service to end: the first is waited for, the second ends the process at once. A shutdown hook
 * cannot tell of a second one, since the JVM ignores it while the first is being heeded. The JVM's own handling is not
 * part of Java's API, hence the reflection.
 */
final class EndSignals {
    private static final Logger LOG = LoggerFactory.getLogger(EndSignals.class);

    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    /** Source: POSIX shells: 128 and the signal's number. */
    private static final int KILLED = 128;

    private final CountDownLatch first = new CountDownLatch(1);

    private EndSignals() {}

    /** From now on the process ends when its owner lets it, or at the second signal. */
    static EndSignals listen() {
        EndSignals signals = new EndSignals();
        for (String name : NAMES) {
            try {
                signals.handle(name);
            } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
                // It does what it did before: the process ends, without finishing what runs.
                LOG.debug("SIG{} cannot be handled here", name);
            }
        }
        return signals;
    }

    /** Returns at the first signal, or when the thread is interrupted. */
    void await() {
        try {
            first.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        int number = (int) signalType.getMethod("getNumber").invoke(signal);
        Object handler = Proxy.newProxyInstance(
                EndSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(this, arguments);
                    }
                    came(number);
                    return null;
                });
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
    }

    private void came(int number) {
        if (first.getCount() == 0) {
            Runtime.getRuntime().halt(KILLED + number);
        }
        first.countDown();
    }
}
