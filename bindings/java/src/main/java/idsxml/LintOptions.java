package idsxml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What lint shall look for. Objects do not change: each method returns another one. */
public final class LintOptions {
    final String to;
    final List<String> only;
    final List<String> skip;
    final Map<String, Severity> severities;
    final Rules rules;

    private LintOptions(String to, List<String> only, List<String> skip, Map<String, Severity> severities, Rules rules) {
        this.to = Objects.requireNonNull(to);
        this.only = only;
        this.skip = skip;
        this.severities = severities;
        this.rules = rules;
    }

    /**
     * Everything that a release would refuse or silently change.
     *
     * @param release the release that shall read the configuration: keycloak:18, wildfly:26.1
     * @return the options
     */
    public static LintOptions to(String release) {
        return new LintOptions(release, List.of(), List.of(), Map.of(), null);
    }

    /**
     * Only some rules.
     *
     * @param ids such as KC1301; none for all
     * @return the options with that
     */
    public LintOptions only(String... ids) {
        return new LintOptions(to, List.of(ids), skip, severities, rules);
    }

    /**
     * All rules but some.
     *
     * @param ids such as KC1301
     * @return the options with that
     */
    public LintOptions skip(String... ids) {
        return new LintOptions(to, only, List.of(ids), severities, rules);
    }

    /**
     * Some severity for a rule, whatever the rule says.
     *
     * @param rule     such as KC1301
     * @param severity what its findings shall have
     * @return the options with that, and with the severities of earlier calls
     */
    public LintOptions severity(String rule, Severity severity) {
        var more = new HashMap<>(severities);
        more.put(Objects.requireNonNull(rule), Objects.requireNonNull(severity));
        return new LintOptions(to, only, skip, Map.copyOf(more), rules);
    }

    /**
     * Rules instead of those of the library.
     *
     * @param other the rules; they stay the caller's
     * @return the options with that
     */
    public LintOptions rules(Rules other) {
        return new LintOptions(to, only, skip, severities, Objects.requireNonNull(other));
    }
}
