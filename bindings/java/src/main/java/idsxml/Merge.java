package idsxml;

import java.util.List;

/** The result of a merge; there is nothing to close. */
public final class Merge {
    private final byte[] bytes;
    private final List<Integer> conflictLines;

    private Merge(Packed packed) {
        bytes = packed.bytes();
        conflictLines = packed.list(Packed::number);
    }

    /**
     * Merges what theirs changed of a base into mine, conflicts marked as git does it.
     *
     * @param base   what both came from
     * @param mine   one side
     * @param theirs the other side
     * @return the result
     */
    public static Merge of(byte[] base, byte[] mine, byte[] theirs) {
        return of(base, mine, theirs, MergeOptions.defaults());
    }

    /**
     * Merges what theirs changed of a base into mine: element by element; what is no configuration line by line.
     *
     * @param base    what both came from
     * @param mine    one side
     * @param theirs  the other side
     * @param options how conflicts are marked
     * @return the result
     */
    public static Merge of(byte[] base, byte[] mine, byte[] theirs, MergeOptions options) {
        byte[] mineName = Native.textOrNull(options.mine);
        byte[] baseName = Native.textOrNull(options.base);
        byte[] theirsName = Native.textOrNull(options.theirs);
        return new Merge(new Packed(Rules.use(options.rules, rules ->
                Native.merge(base, mine, theirs, rules, options.markerSize, mineName, baseName, theirsName))));
    }

    /**
     * The result, conflicts marked in it.
     *
     * @return bytes in the encoding of mine; a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Whether there is no conflict.
     *
     * @return true if so
     */
    public boolean isClean() {
        return conflictLines.isEmpty();
    }

    /**
     * Where the conflicts are.
     *
     * @return the lines on which they begin, from 1
     */
    public List<Integer> conflictLines() {
        return conflictLines;
    }
}
