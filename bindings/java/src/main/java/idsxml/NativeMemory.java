package idsxml;

import java.lang.ref.Cleaner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks for a garbage collection where objects that nobody closed may hold much native memory: the collector sees a few
 * bytes of each, and would let them pile up. Who closes what he opens never gets here.
 */
final class NativeMemory {
    /** Frees, in a thread of its own, what nobody closed. */
    static final Cleaner CLEANER = Cleaner.create();

    private static final long ENOUGH = 64 << 20;

    private static final AtomicLong taken = new AtomicLong();
    private static volatile long limit = ENOUGH;

    private NativeMemory() {}

    static void taken(long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            collect();
        }
    }

    static void given(long bytes) {
        taken.addAndGet(-bytes);
    }

    private static synchronized void collect() {
        if (taken.get() <= limit) {
            return; // another thread was faster
        }
        try {
            waitForCleaner();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        limit = Math.max(ENOUGH, 2 * taken.get()); // what is in use stays, and is no reason to come back soon
    }

    /** Until it has come to an object that nobody holds, and has nothing more to free. */
    private static void waitForCleaner() throws InterruptedException {
        var cleaned = new CountDownLatch(1);
        CLEANER.register(new Object(), cleaned::countDown);
        System.gc();
        cleaned.await(1, TimeUnit.SECONDS); // no longer: the JVM may have been told not to collect on request
        for (long before = Long.MAX_VALUE; taken.get() < before && taken.get() > ENOUGH / 2;) {
            before = taken.get();
            Thread.sleep(2);
        }
    }
}
