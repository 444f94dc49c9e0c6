package idsxml;

import java.util.Arrays;

/** Reports: what native methods for them have in common. */
final class Report {
    /** A native method. */
    interface Maker {
        byte[] make(long pointer, byte[] format, byte[][] names);
    }

    private Report() {}

    static byte[] of(Handle handle, Maker maker, String format, String... names) {
        byte[] form = Native.text(format);
        byte[][] knownAs = Native.texts(Arrays.asList(names));
        return handle.use(pointer -> maker.make(pointer, form, knownAs));
    }
}
