package idsxml;

import java.util.Objects;

/** How configurations are compared. Objects do not change: each method returns another one. */
public final class DiffOptions {
    final String release;
    final boolean resolve;
    final boolean showSecrets;
    final Rules rules;

    private DiffOptions(String release, boolean resolve, boolean showSecrets, Rules rules) {
        this.release = release;
        this.resolve = resolve;
        this.showSecrets = showSecrets;
        this.rules = rules;
    }

    /**
     * With the defaults of the newest release that could have written one of the two.
     *
     * @return the options
     */
    public static DiffOptions defaults() {
        return new DiffOptions(null, false, false, null);
    }

    /**
     * With the defaults of another release.
     *
     * @param defaultsOf such as keycloak:12
     * @return the options with that
     */
    public DiffOptions release(String defaultsOf) {
        return new DiffOptions(Objects.requireNonNull(defaultsOf), resolve, showSecrets, rules);
    }

    /**
     * Expressions are compared by their default values.
     *
     * @return the options with that
     */
    public DiffOptions resolve() {
        return new DiffOptions(release, true, showSecrets, rules);
    }

    /**
     * Passwords are not replaced by stars.
     *
     * @return the options with that
     */
    public DiffOptions showSecrets() {
        return new DiffOptions(release, resolve, true, rules);
    }

    /**
     * Rules instead of those of the library.
     *
     * @param other the rules; they stay the caller's
     * @return the options with that
     */
    public DiffOptions rules(Rules other) {
        return new DiffOptions(release, resolve, showSecrets, Objects.requireNonNull(other));
    }
}
