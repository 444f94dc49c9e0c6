package idsxml;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * A server configuration: a standalone.xml, domain.xml or host.xml. Any number of threads may use one at the same time,
 * and one may close it meanwhile; whoever comes later gets an {@link IllegalStateException}. What a configuration made
 * stays when it is closed.
 */
public final class Configuration implements AutoCloseable {
    private final Handle handle;
    private final int size;

    private Configuration(byte[] bytes) {
        size = bytes.length;
        handle = new Handle("configuration", Native.parse(bytes), memory(size), Native::freeConfiguration);
    }

    /**
     * Reads a configuration. Nothing else is read and no entity is expanded.
     *
     * @param bytes the content of the file; copied
     * @return the configuration, for the caller to close
     * @throws IdsxmlException XML001 and others, CFG001: it is none; with a position
     */
    public static Configuration parse(byte[] bytes) {
        return new Configuration(bytes);
    }

    /**
     * The bytes as they came.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return handle.use(Native::configurationBytes);
    }

    /**
     * What kind of configuration it is.
     *
     * @return standalone, domain or host
     */
    public String kind() {
        return Native.string(handle.use(Native::configurationKind));
    }

    /**
     * The namespace of its root element.
     *
     * @return such as urn:jboss:domain:16.0
     */
    public String namespace() {
        return Native.string(handle.use(Native::configurationNamespace));
    }

    /**
     * Whether it is one of Keycloak.
     *
     * @return true if the keycloak-server subsystem is in it
     */
    public boolean hasKeycloak() {
        return handle.use(Native::configurationHasKeycloak) != 0;
    }

    /**
     * Whether it is clustered.
     *
     * @return true if the jgroups subsystem is in it
     */
    public boolean isHa() {
        return handle.use(Native::configurationIsHa) != 0;
    }

    /**
     * The releases that could have written it.
     *
     * @return such as keycloak:12, oldest first
     */
    public List<String> releases() {
        return Native.lines(handle.use(Native::configurationReleases));
    }

    /**
     * What {@code idsxml detect} prints: these releases, and why.
     *
     * @param format text or json
     * @param name   what the reader knows the file by
     * @return the report
     * @throws IdsxmlException CLI003 for an unknown format
     */
    public String report(String format, String name) {
        return Native.string(Report.of(handle, Native::configurationReport, format, name));
    }

    /**
     * Makes of it a configuration that a release boots. The configuration itself does not change.
     *
     * @param options the release, and more
     * @return the result, for the caller to close
     * @throws IdsxmlException CLI101 and others for the release; CFG… where such a configuration cannot be migrated
     */
    public Migration migrate(MigrateOptions options) {
        byte[] to = Native.text(options.to);
        byte[][] only = Native.texts(options.only);
        byte[][] skip = Native.texts(options.skip);
        return new Migration(made("migration", Native::freeMigration, options.rules, (configuration, rules) ->
                Native.migrate(configuration, rules, to, options.minimal, only, skip, options.keycloakServerJson)));
    }

    /**
     * Everything that a release would refuse or silently change.
     *
     * @param options the release, and more
     * @return the result, for the caller to close
     * @throws IdsxmlException CLI101 and others for the release
     */
    public Lint lint(LintOptions options) {
        var given = new Lint.NativeOptions(options);
        return new Lint(made("result of lint", Native::freeLint, options.rules, (configuration, rules) ->
                Native.lint(configuration, rules, given.to, given.only, given.skip, given.rated,
                        given.severities)));
    }

    /**
     * In what another configuration differs from this one, as a server sees them.
     *
     * @param after what this one became
     * @return the differences, for the caller to close
     */
    public Diff diff(Configuration after) {
        return diff(after, DiffOptions.defaults());
    }

    /**
     * In what another configuration differs from this one, as a server sees them.
     *
     * @param after   what this one became
     * @param options how they are compared
     * @return the differences, for the caller to close
     * @throws IdsxmlException DIF001 and others; CLI101 and others for a release
     */
    public Diff diff(Configuration after, DiffOptions options) {
        byte[] release = Native.textOrNull(options.release);
        return new Diff(after.handle.use(other -> made("diff", Native::freeDiff, options.rules, (configuration, rules) ->
                Native.diff(configuration, other, rules, release, options.resolve, options.showSecrets))));
    }

    /**
     * In what this configuration differs from the one that a release is shipped with.
     *
     * @param shippedWith such as keycloak:12
     * @return the differences, for the caller to close
     */
    public Diff against(String shippedWith) {
        return against(shippedWith, null, DiffOptions.defaults());
    }

    /**
     * In what this configuration differs from one that a release is shipped with.
     *
     * @param shippedWith such as keycloak:12
     * @param profile     standalone, ha, …; null for the one that is most like the configuration
     * @param options     how they are compared
     * @return the differences, for the caller to close
     * @throws IdsxmlException DIF003, DIF004 and others; CLI101 and others for a release
     */
    public Diff against(String shippedWith, String profile, DiffOptions options) {
        byte[] shipped = Native.text(shippedWith);
        byte[] like = Native.textOrNull(profile);
        byte[] release = Native.textOrNull(options.release);
        return new Diff(made("diff", Native::freeDiff, options.rules, (configuration, rules) ->
                Native.against(configuration, shipped, like, rules, release, options.resolve, options.showSecrets)));
    }

    /**
     * What two configurations made of this one.
     *
     * @param mine    one of them
     * @param theirs  the other
     * @param options how they are compared
     * @return the differences, for the caller to close
     * @throws IdsxmlException DIF001 and others; CLI101 and others for a release
     */
    public ThreeWay threeWay(Configuration mine, Configuration theirs, DiffOptions options) {
        byte[] release = Native.textOrNull(options.release);
        return new ThreeWay(mine.handle.use(one -> theirs.handle.use(other ->
                made("three-way diff", Native::freeThreeWay, options.rules, (base, rules) ->
                        Native.threeWay(base, one, other, rules, release, options.resolve, options.showSecrets)))));
    }

    @Override
    public void close() {
        handle.close();
    }

    /** Calls with some configuration, or with none. */
    static <T> T use(Configuration configuration, Handle.Call<T> call) {
        return configuration == null ? call.on(0) : configuration.handle.use(call);
    }

    private interface Maker {
        long make(long configuration, long rules);
    }

    private Handle made(String name, LongConsumer free, Rules rules, Maker maker) {
        long pointer = handle.use(configuration -> Rules.use(rules, given -> maker.make(configuration, given)));
        return new Handle(name, pointer, memory(size), free);
    }

    /** What a native object that has to do with so many bytes takes, roughly. */
    static long memory(int size) {
        return (16 << 10) + 2L * size;
    }
}
