package idsxml;

import java.util.List;

/** In what two configurations differ. It stays when they are closed, and may be shared by threads. */
public final class Diff implements AutoCloseable {
    private final Handle handle;

    Diff(Handle handle) {
        this.handle = handle;
    }

    /**
     * Whether a server would see no difference.
     *
     * @return true if so
     */
    public boolean meansTheSame() {
        return handle.use(Native::diffMeansTheSame) != 0;
    }

    /**
     * All differences.
     *
     * @return the differences; read anew by every call
     */
    public List<Difference> differences() {
        return handle.use(diff -> new Packed(Native.differences(diff)).list(Difference::read));
    }

    /**
     * What {@code idsxml diff} says of it.
     *
     * @param format     text, json, markdown, html or cli
     * @param beforeName what the reader knows the first one by
     * @param afterName  what the reader knows the second one by
     * @return the report
     * @throws IdsxmlException CLI003 for an unknown format
     */
    public String report(String format, String beforeName, String afterName) {
        return Native.string(Report.of(handle, Native::diffReport, format, beforeName, afterName));
    }

    @Override
    public void close() {
        handle.close();
    }
}
