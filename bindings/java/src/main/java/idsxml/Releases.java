package idsxml;

import java.util.List;

/** The releases of servers that are known. */
public final class Releases {
    private Releases() {}

    /**
     * All of them, by product, oldest first.
     *
     * @return such as {@code keycloak:12}
     */
    public static List<String> all() {
        return Native.lines(Native.releases());
    }

    /**
     * The profiles that a release is shipped with.
     *
     * @param release such as {@code keycloak:12}
     * @return such as standalone and ha; none where they are not known
     * @throws IdsxmlException CLI101 and others where there is no such release
     */
    public static List<String> stockProfiles(String release) {
        return Native.lines(Native.stockProfiles(Native.text(release)));
    }
}
