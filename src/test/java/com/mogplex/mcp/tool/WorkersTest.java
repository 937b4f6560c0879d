package com.mogplex.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.mogplex.mcp.protocol.Cancellation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads are made when none is idle, up to a bound; what finds none waits for one. */
class WorkersTest {
    private final Workers workers = new Workers();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void oneCallAfterAnotherNeedsFewThreads() throws Exception {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            names.add(begin(() -> Thread.currentThread().getName()).get(30, TimeUnit.SECONDS));
        }
        assertThat(names).hasSizeLessThan(200);
    }

    @Test
    void moreCallsThanThereMayBeThreadsAreAllDone() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            calls.add(begin(() -> {
                go.await();
                return Thread.currentThread().getName();
            }));
        }
        go.countDown();
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(calls.stream().map(CompletableFuture::join).distinct().count())
                .isLessThanOrEqualTo(512);
    }

    private CompletableFuture<String> begin(Callable<String> work) {
        return workers.run(() -> CompletableFuture.completedFuture(work.call()), new Cancellation())
                .toCompletableFuture();
    }
}
