package idsxml;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frees what nobody closed and nobody holds, whenever something new is made; and asks for a garbage collection where that
 * may be much: the collector sees a few bytes of each, and would let them pile up. Whoever makes them does the work, since
 * a {@link java.lang.ref.Cleaner}'s thread falls behind on a busy machine; and a thread of ours would hold its class loader.
 */
final class NativeMemory {
    private static final long ENOUGH = 64 << 20;
    private static final int LONGEST_PAUSE = 1000; // milliseconds: the JVM may have been told not to collect on request
    private static final int PAUSE = 20;

    private static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();
    private static final Set<Forgotten> OPEN = ConcurrentHashMap.newKeySet();
    private static final AtomicLong taken = new AtomicLong();
    private static volatile long limit = ENOUGH;

    private NativeMemory() {}

    /** What to do when nobody holds an object any more. */
    static final class Forgotten extends PhantomReference<Object> {
        private final Runnable free;

        Forgotten(Object owner, Runnable free) {
            super(owner, QUEUE);
            this.free = free;
            OPEN.add(this);
        }

        /** The owner was closed. */
        void never() {
            clear();
            OPEN.remove(this);
        }
    }

    static void taken(long bytes) {
        for (Reference<?> found = QUEUE.poll(); found != null; found = QUEUE.poll()) {
            free(found);
        }
        if (taken.addAndGet(bytes) > limit) {
            collect();
        }
    }

    static void given(long bytes) {
        taken.addAndGet(-bytes);
    }

    private static void free(Reference<?> found) {
        OPEN.remove(found);
        ((Forgotten) found).free.run();
    }

    private static synchronized void collect() {
        if (taken.get() <= limit) {
            return; // another thread was faster
        }
        var first = new Forgotten(new Object(), () -> {}); // so that there is one to wait for
        System.gc();
        try {
            for (Reference<?> found = QUEUE.remove(LONGEST_PAUSE); found != null; found = QUEUE.remove(PAUSE)) {
                free(found);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        first.never();
        limit = Math.max(ENOUGH, 2 * taken.get()); // what is in use stays, and is no reason to come back soon
    }
}
