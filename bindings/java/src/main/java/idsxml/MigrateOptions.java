package idsxml;

import java.util.List;
import java.util.Objects;

/** What a migration shall do. Objects do not change: each method returns another one. */
public final class MigrateOptions {
    final String to;
    final boolean minimal;
    final List<String> only;
    final List<String> skip;
    final byte[] keycloakServerJson;
    final Rules rules;

    private MigrateOptions(String to, boolean minimal, List<String> only, List<String> skip, byte[] keycloakServerJson,
                           Rules rules) {
        this.to = Objects.requireNonNull(to);
        this.minimal = minimal;
        this.only = only;
        this.skip = skip;
        this.keycloakServerJson = keycloakServerJson;
        this.rules = rules;
    }

    /**
     * Everything that a release asks for.
     *
     * @param release the release that the result is for: keycloak:15, ids:1.6
     * @return the options
     */
    public static MigrateOptions to(String release) {
        return new MigrateOptions(release, false, List.of(), List.of(), null, null);
    }

    /**
     * Only what the target refuses to boot with.
     *
     * @return the options with that
     */
    public MigrateOptions minimal() {
        return new MigrateOptions(to, true, only, skip, keycloakServerJson, rules);
    }

    /**
     * Only some rules.
     *
     * @param ids such as KC1301; none for all
     * @return the options with that
     */
    public MigrateOptions only(String... ids) {
        return new MigrateOptions(to, minimal, List.of(ids), skip, keycloakServerJson, rules);
    }

    /**
     * All rules but some.
     *
     * @param ids such as KC1301
     * @return the options with that
     */
    public MigrateOptions skip(String... ids) {
        return new MigrateOptions(to, minimal, only, List.of(ids), keycloakServerJson, rules);
    }

    /**
     * What a Keycloak before 2.2 was configured with beside its configuration.
     *
     * @param json the content of a keycloak-server.json
     * @return the options with that
     */
    public MigrateOptions keycloakServerJson(byte[] json) {
        return new MigrateOptions(to, minimal, only, skip, json.clone(), rules);
    }

    /**
     * Rules instead of those of the library.
     *
     * @param other the rules; they stay the caller's
     * @return the options with that
     */
    public MigrateOptions rules(Rules other) {
        return new MigrateOptions(to, minimal, only, skip, keycloakServerJson, Objects.requireNonNull(other));
    }
}
