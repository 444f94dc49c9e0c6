package idsxml;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What lint found. It stays when the configuration is closed, and may be shared by threads. */
public final class Lint implements AutoCloseable {
    private final Handle handle;

    Lint(Handle handle) {
        this.handle = handle;
    }

    /**
     * Looks at the bytes of any file that lint knows: a configuration, a template of one, a manifest with one in it, a
     * jboss-cli script.
     *
     * @param bytes   the content of the file
     * @param name    its name, which says what it is
     * @param options the release, and more
     * @return the result, for the caller to close
     * @throws IdsxmlException XML001 and others, CFG001; CLI101 and others for the release
     */
    public static Lint of(byte[] bytes, String name, LintOptions options) {
        byte[] knownAs = Native.text(name);
        var given = new NativeOptions(options);
        long pointer = Rules.use(options.rules, rules ->
                Native.lintBytes(bytes, knownAs, rules, given.to, given.only, given.skip, given.rated, given.severities));
        return new Lint(new Handle("result of lint", pointer, Configuration.memory(bytes.length), Native::freeLint));
    }

    /**
     * Everything that was found.
     *
     * @return the findings in the order of the file; read anew by every call
     */
    public List<Finding> findings() {
        return handle.use(lint -> new Packed(Native.lintFindings(lint)).list(Finding::read));
    }

    /**
     * What {@code idsxml lint} says of it.
     *
     * @param format text, json, sarif, github, gitlab, junit, checkstyle, markdown or html
     * @param name   what the reader knows the file by
     * @return the report
     * @throws IdsxmlException CLI003 for an unknown format
     */
    public String report(String format, String name) {
        return Native.string(Report.of(handle, Native::lintReport, format, name));
    }

    @Override
    public void close() {
        handle.close();
    }

    /** The options as the native methods take them. */
    static final class NativeOptions {
        final byte[] to;
        final byte[][] only;
        final byte[][] skip;
        final byte[][] rated;
        final int[] severities;

        NativeOptions(LintOptions options) {
            to = Native.text(options.to);
            only = Native.texts(options.only);
            skip = Native.texts(options.skip);
            List<Map.Entry<String, Severity>> entries = List.copyOf(options.severities.entrySet());
            rated = Native.texts(entries.stream().map(Map.Entry::getKey).collect(Collectors.toList()));
            severities = entries.stream().mapToInt(entry -> entry.getValue().ordinal()).toArray();
        }
    }
}
