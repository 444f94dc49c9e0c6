package idsxml;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks for a garbage collection where objects that nobody closed may hold much native memory: the collector sees a few
 * bytes of each, and would let them pile up. Who closes what he opens never gets here.
 */
final class NativeMemory {
    private static final long ENOUGH = 64 << 20;
    private static final int LONGEST_PAUSE = 32; // milliseconds

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
        System.gc();
        // The cleaner frees in a thread of its own. What is in use stays: then there is no point in waiting long.
        for (int pause = 1; taken.get() > limit / 2 && pause <= LONGEST_PAUSE; pause *= 2) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        limit = Math.max(ENOUGH, 2 * taken.get());
    }
}
