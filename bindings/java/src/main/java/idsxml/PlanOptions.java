package idsxml;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The installation that is to be upgraded, and to what. Objects do not change: each method returns another one. */
public final class PlanOptions {
    /** What is told of it in a text. */
    enum Part { TO, FROM, PLATFORM, CHART, CONFIGURATION_NAME, HOME, RELEASE_NAME, NAMESPACE }

    final Configuration configuration;
    private final Map<Part, byte[]> parts;

    private PlanOptions(Configuration configuration, Map<Part, byte[]> parts) {
        this.configuration = configuration;
        this.parts = parts;
    }

    /**
     * An upgrade of a server that was installed by unpacking an archive.
     *
     * @param release the release to come: ids:1.5
     * @return the options
     */
    public static PlanOptions to(String release) {
        return new PlanOptions(null, Map.of()).with(Part.TO, Native.text(release));
    }

    /**
     * From a release. Without it, the configuration has to tell.
     *
     * @param release the release there is: ids:1.4
     * @return the options with that
     */
    public PlanOptions from(String release) {
        return with(Part.FROM, Native.text(release));
    }

    /**
     * How the server was installed.
     *
     * @param name zip or kubernetes
     * @return the options with that
     */
    public PlanOptions platform(String name) {
        return with(Part.PLATFORM, Native.text(name));
    }

    /**
     * The chart of Helm that it was installed with.
     *
     * @param name infrastructure, which it is without this, or identity-service
     * @return the options with that
     */
    public PlanOptions chart(String name) {
        return with(Part.CHART, Native.text(name));
    }

    /**
     * What the server runs with: tells the database, and the release where it is not said.
     *
     * @param standalone a standalone.xml; it stays the caller's, who may close it when the runbook is made
     * @param fileName   the name of its file, without its folder
     * @return the options with that
     */
    public PlanOptions configuration(Configuration standalone, String fileName) {
        return new PlanOptions(Objects.requireNonNull(standalone), parts).with(Part.CONFIGURATION_NAME, Native.text(fileName));
    }

    /**
     * The folder of the server. Without it, and the two below, the runbook asks for it.
     *
     * @param folder its path, made absolute; it need not be there
     * @return the options with that
     */
    public PlanOptions home(Path folder) {
        return with(Part.HOME, NativePath.bytes(folder));
    }

    /**
     * The release of Helm.
     *
     * @param name its name
     * @return the options with that
     */
    public PlanOptions releaseName(String name) {
        return with(Part.RELEASE_NAME, Native.text(name));
    }

    /**
     * The namespace of Kubernetes.
     *
     * @param name its name
     * @return the options with that
     */
    public PlanOptions namespace(String name) {
        return with(Part.NAMESPACE, Native.text(name));
    }

    /** Null where nothing is told. */
    byte[] part(Part part) {
        return parts.get(part);
    }

    private PlanOptions with(Part part, byte[] text) {
        Map<Part, byte[]> more = new EnumMap<>(Part.class);
        more.putAll(parts);
        more.put(part, text);
        return new PlanOptions(configuration, more);
    }
}
