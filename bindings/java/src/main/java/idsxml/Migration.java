package idsxml;

import java.util.List;

/** What became of a configuration. It stays when the configuration is closed, and may be shared by threads. */
public final class Migration implements AutoCloseable {
    private final Handle handle;

    Migration(Handle handle) {
        this.handle = handle;
    }

    /**
     * The whole configuration with all edits made.
     *
     * @return bytes in the encoding of the configuration; a copy
     */
    public byte[] bytes() {
        return handle.use(Native::migrationBytes);
    }

    /**
     * How many findings a person has to see to.
     *
     * @return how many findings have the outcome LEFT
     */
    public int leftToDo() {
        return handle.use(Native::migrationLeftToDo);
    }

    /**
     * All edits.
     *
     * @return edits in order; read anew by every call
     */
    public List<Edit> edits() {
        return handle.use(migration -> new Packed(Native.migrationEdits(migration)).list(Edit::read));
    }

    /**
     * What was done, and what is left.
     *
     * @return the findings; read anew by every call
     */
    public List<Finding> findings() {
        return handle.use(migration -> new Packed(Native.migrationFindings(migration)).list(Finding::read));
    }

    /**
     * What {@code idsxml migrate} says of it.
     *
     * @param format text, json, html (a page for a browser) or diff
     * @param name   what the reader knows the file by
     * @return the report; of a configuration that is not in UTF-8 a diff is for {@link #patch}
     * @throws IdsxmlException CLI003 for an unknown format
     */
    public String report(String format, String name) {
        return Native.string(Report.of(handle, Native::migrationReport, format, name));
    }

    /**
     * The report "diff", as git apply and patch take it.
     *
     * @param name the path of the file
     * @return bytes: the lines are in the encoding of the configuration
     */
    public byte[] patch(String name) {
        return Report.of(handle, Native::migrationReport, "diff", name);
    }

    @Override
    public void close() {
        handle.close();
    }
}
