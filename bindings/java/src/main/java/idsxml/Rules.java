package idsxml;

import java.nio.file.Path;
import java.util.List;

/** Rules, those of the library among them. Who gives none gets those of the library. */
public final class Rules implements AutoCloseable {
    /** What they take, roughly; those of the library are shared by all. */
    private static final long SIZE = 64 << 10;

    private final Handle handle;

    private Rules(byte[] directory) {
        handle = new Handle("set of rules", Native.loadRules(directory), SIZE, Native::freeRules);
    }

    /**
     * Those of the library.
     *
     * @return the rules, for the caller to close
     */
    public static Rules load() {
        return new Rules(null);
    }

    /**
     * Those of the library, and of every *.xml in a folder.
     *
     * @param directory the folder
     * @return the rules, for the caller to close
     * @throws IdsxmlException RUL001 and others, with a position, for a mistake in a rule; IO001 and others
     */
    public static Rules load(Path directory) {
        return new Rules(NativePath.bytes(directory));
    }

    /**
     * All of them.
     *
     * @return the rules in the order in which they run
     */
    public List<Rule> list() {
        return handle.use(rules -> new Packed(Native.rules(rules)).list(Rule::read));
    }

    /**
     * The page of a rule: why, before and after, source.
     *
     * @param id such as KC1301
     * @return Markdown
     * @throws IdsxmlException RUL004 for an unknown id
     */
    public String explain(String id) {
        byte[] name = Native.text(id);
        return Native.string(handle.use(rules -> Native.explain(rules, name)));
    }

    /** Calls with some rules, or with those of the library where there are none. */
    static <T> T use(Rules rules, Handle.Call<T> call) {
        return rules == null ? call.on(0) : rules.handle.use(call);
    }

    @Override
    public void close() {
        handle.close();
    }
}
