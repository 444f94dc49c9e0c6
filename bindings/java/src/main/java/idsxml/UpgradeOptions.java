package idsxml;

import java.nio.file.Path;
import java.util.Objects;

/** What is carried into what. Objects do not change: each method returns another one. */
public final class UpgradeOptions {
    final Path oldHome;
    final Path newHome;
    final Path original;
    final boolean ignorePorts;
    final Rules rules;

    private UpgradeOptions(Path oldHome, Path newHome, Path original, boolean ignorePorts, Rules rules) {
        this.oldHome = Objects.requireNonNull(oldHome);
        this.newHome = Objects.requireNonNull(newHome);
        this.original = original;
        this.ignorePorts = ignorePorts;
        this.rules = rules;
    }

    /**
     * What an installed server is carried into.
     *
     * @param oldHome the folder of the server; it is only read
     * @param newHome the newer release as it was unpacked
     * @return the options
     */
    public static UpgradeOptions of(Path oldHome, Path newHome) {
        return new UpgradeOptions(oldHome, newHome, null, false, null);
    }

    /**
     * With the old release as it is shipped: then the report shows of each file only what was changed.
     *
     * @param folder where it was unpacked
     * @return the options with that
     */
    public UpgradeOptions original(Path folder) {
        return new UpgradeOptions(oldHome, newHome, Objects.requireNonNull(folder), ignorePorts, rules);
    }

    /**
     * An unknown program that listens on a port of the old server is no obstacle.
     *
     * @return the options with that
     */
    public UpgradeOptions ignorePorts() {
        return new UpgradeOptions(oldHome, newHome, original, true, rules);
    }

    /**
     * Rules instead of those of the library.
     *
     * @param other the rules; they stay the caller's
     * @return the options with that
     */
    public UpgradeOptions rules(Rules other) {
        return new UpgradeOptions(oldHome, newHome, original, ignorePorts, Objects.requireNonNull(other));
    }
}
