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
     * What stands after the marker of mine.
     *
     * @param name a name of the file, or the branch
     * @return the options with that
     */
    public MergeOptions mineName(String name) {
        return new MergeOptions(markerSize, Objects.requireNonNull(name), base, theirs, rules);
    }

    /**
     * What stands after the marker of the base, where one is written.
     *
     * @param name a name of the file, or the branch
     * @return the options with that
     */
    public MergeOptions baseName(String name) {
        return new MergeOptions(markerSize, mine, Objects.requireNonNull(name), theirs, rules);
    }

    /**
     * What stands after the marker of theirs.
     *
     * @param name a name of the file, or the branch
     * @return the options with that
     */
    public MergeOptions theirsName(String name) {
        return new MergeOptions(markerSize, mine, base, Objects.requireNonNull(name), rules);
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
