package idsxml;

import java.util.List;
import java.util.Optional;

/** What a list of rules says of one. */
public final class Rule {
    private final String id;
    private final String product;
    private final String release;
    private final String before;
    private final String title;
    private final Severity severity;
    private final boolean boot;
    private final boolean safe;

    private Rule(Packed packed) {
        id = packed.text();
        product = packed.text();
        release = packed.text();
        before = packed.text();
        title = packed.text();
        severity = packed.constant(Severity.values());
        boot = packed.flag();
        safe = packed.flag();
    }

    static Rule read(Packed packed) {
        return new Rule(packed);
    }

    /**
     * What it is known by.
     *
     * @return such as KC1301
     */
    public String id() {
        return id;
    }

    /**
     * The product that it is for.
     *
     * @return such as keycloak
     */
    public String product() {
        return product;
    }

    /**
     * The first release that it is for.
     *
     * @return such as 13.0.0
     */
    public String release() {
        return release;
    }

    /**
     * The first release that it is no longer for.
     *
     * @return such as 16.0.0, where there is one
     */
    public Optional<String> before() {
        return Optional.of(before).filter(text -> !text.isEmpty());
    }

    /**
     * What and why.
     *
     * @return one line
     */
    public String title() {
        return title;
    }

    /**
     * How bad its findings are.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * Whether the release refuses to boot without it.
     *
     * @return true if so
     */
    public boolean isForBoot() {
        return boot;
    }

    /**
     * Whether nothing is lost by it, and nothing left to do.
     *
     * @return true if so
     */
    public boolean isSafe() {
        return safe;
    }

    private List<Object> parts() {
        return List.of(id, product, release, before, title, severity, boot, safe);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rule && ((Rule) other).parts().equals(parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return id + ": " + title;
    }
}
