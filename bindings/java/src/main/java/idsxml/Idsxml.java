package idsxml;

/** The library itself. */
public final class Idsxml {
    private Idsxml() {}

    /**
     * The version of the native library.
     *
     * @return such as 0.1.0
     */
    public static String version() {
        return Native.string(Native.version());
    }
}
