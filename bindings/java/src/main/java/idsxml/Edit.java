package idsxml;

import java.util.Arrays;

/** Replaces some bytes of a configuration by others. */
public final class Edit {
    private final int begin;
    private final int end;
    private final byte[] replacement;

    private Edit(int begin, int end, byte[] replacement) {
        this.begin = begin;
        this.end = end;
        this.replacement = replacement;
    }

    static Edit read(Packed packed) {
        return new Edit(packed.number(), packed.number(), packed.bytes());
    }

    /**
     * Where the replaced bytes begin.
     *
     * @return an offset in bytes
     */
    public int begin() {
        return begin;
    }

    /**
     * Where they end.
     *
     * @return the offset of the byte after the last one
     */
    public int end() {
        return end;
    }

    /**
     * What stands there afterwards.
     *
     * @return bytes in the encoding of the configuration; a copy
     */
    public byte[] replacement() {
        return replacement.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Edit && ((Edit) other).begin == begin && ((Edit) other).end == end
                && Arrays.equals(((Edit) other).replacement, replacement);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * begin + end) + Arrays.hashCode(replacement);
    }

    @Override
    public String toString() {
        return "[" + begin + ", " + end + ") -> " + replacement.length + " bytes";
    }
}
