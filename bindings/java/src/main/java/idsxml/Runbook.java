package idsxml;

/** What to do for an upgrade, for a person or as a script. */
public final class Runbook {
    private Runbook() {}

    /**
     * The runbook for the upgrade of one installation: its commands, how to verify each step, and the way back. Nothing is
     * run, and no secret of the configuration is in it.
     *
     * @param options which installation, and what it shall become
     * @param format  markdown, sh (a script that runs step by step) or json
     * @return the runbook, as {@code idsxml plan} prints it
     * @throws IdsxmlException PLN001 and others; CLI101 and others for a release; CLI003 for an unknown format, platform
     *                         or chart
     */
    public static String of(PlanOptions options, String format) {
        byte[] form = Native.text(format);
        return Native.string(Configuration.use(options.configuration, configuration ->
                Native.plan(options.part(PlanOptions.Part.TO), options.part(PlanOptions.Part.FROM),
                        options.part(PlanOptions.Part.PLATFORM), options.part(PlanOptions.Part.CHART), configuration,
                        options.part(PlanOptions.Part.CONFIGURATION_NAME), options.part(PlanOptions.Part.HOME),
                        options.part(PlanOptions.Part.RELEASE_NAME), options.part(PlanOptions.Part.NAMESPACE), form)));
    }
}
