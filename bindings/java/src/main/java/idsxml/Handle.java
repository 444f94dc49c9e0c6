package idsxml;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * A native object. It is freed once: by close(), or else after the garbage collector has found that nobody holds it; and
 * never while a thread is in a call that uses it, for which close() does not wait: the last user frees it.
 */
final class Handle implements AutoCloseable {
    /** A call that is given the native object. */
    interface Call<T> {
        T on(long pointer);
    }

    private final String name;
    private final Resource resource;
    private final NativeMemory.Forgotten forgotten;

    /** Takes what a native method made: {@code name} is for messages, {@code size} an estimate of its memory in bytes. */
    Handle(String name, long pointer, long size, LongConsumer free) {
        this.name = name;
        this.resource = new Resource(pointer, size, free);
        this.forgotten = new NativeMemory.Forgotten(this, resource::close);
        NativeMemory.taken(size);
    }

    <T> T use(Call<T> call) {
        if (!resource.acquire()) {
            throw new IllegalStateException("This " + name + " is closed");
        }
        try {
            return call.on(resource.pointer);
        } finally {
            resource.release();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        forgotten.never();
        resource.close();
    }

    /** What is left when the handle is gone; it must not refer to it. */
    private static final class Resource {
        private final long pointer;
        private final long size;
        private final LongConsumer free;
        private final AtomicInteger users = new AtomicInteger(1); // the handle itself is one
        private final AtomicBoolean closed = new AtomicBoolean();

        Resource(long pointer, long size, LongConsumer free) {
            this.pointer = pointer;
            this.size = size;
            this.free = free;
        }

        boolean acquire() {
            return !closed.get() && users.getAndUpdate(count -> count == 0 ? 0 : count + 1) != 0;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                free.accept(pointer);
                NativeMemory.given(size);
            }
        }

        void close() {
            if (closed.compareAndSet(false, true)) {
                release();
            }
        }
    }
}
