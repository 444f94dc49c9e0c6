package idsxml;

import java.util.Objects;

/** How conflicts of a merge are marked. Objects do not change: each method returns another one. */
public final class MergeOptions {
    final int markerSize;
    final String mine;
    final String base;
    final String theirs;
    final Rules rules;

    private MergeOptions(int markerSize, String mine, String base, String theirs, Rules rules) {
        this.markerSize = markerSize;
        this.mine = mine;
        this.base = base;
        this.theirs = theirs;
        this.rules = rules;
    }

    /**
     * As git does it.
     *
     * @return the options
     */
    public static MergeOptions defaults() {
        return new MergeOptions(0, null, null, null, null);
    }

    /**
     * How long the markers are.
     *
     * @param characters how many; 7 by default
     * @return the options with that
     */
    public MergeOptions markerSize(int characters) {
        if (characters < 1) {
            throw new IllegalArgumentException("A conflict marker of " + characters + " characters");
        }
        return new MergeOptions(characters, mine, base, theirs, rules);
    }

    /**
     * What stands after the markers.
     *
     * @param mineName   for one side
     * @param baseName   for what both came from
     * @param theirsName for the other side
     * @return the options with that
     */
    public MergeOptions names(String mineName, String baseName, String theirsName) {
        return new MergeOptions(markerSize, Objects.requireNonNull(mineName), Objects.requireNonNull(baseName),
                Objects.requireNonNull(theirsName), rules);
    }

    /**
     * Rules instead of those of the library.
     *
     * @param other the rules; they stay the caller's
     * @return the options with that
     */
    public MergeOptions rules(Rules other) {
        return new MergeOptions(markerSize, mine, base, theirs, Objects.requireNonNull(other));
    }
}
