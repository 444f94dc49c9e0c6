package idsxml;

import java.util.List;

/** What two configurations made of a third one. It stays when they are closed, and may be shared by threads. */
public final class ThreeWay implements AutoCloseable {
    private static final int MINE = 0;
    private static final int THEIRS = 1;
    private static final int BOTH = 2;

    private final Handle handle;

    ThreeWay(Handle handle) {
        this.handle = handle;
    }

    /**
     * What only mine has.
     *
     * @return differences from the base; read anew by every call
     */
    public List<Difference> mine() {
        return differences(MINE);
    }

    /**
     * What only theirs has.
     *
     * @return differences from the base; read anew by every call
     */
    public List<Difference> theirs() {
        return differences(THEIRS);
    }

    /**
     * What both have.
     *
     * @return differences from the base; read anew by every call
     */
    public List<Difference> both() {
        return differences(BOTH);
    }

    /**
     * What both did to one thing, and not the same.
     *
     * @return the collisions; read anew by every call
     */
    public List<Collision> collisions() {
        return handle.use(threeWay -> new Packed(Native.collisions(threeWay)).list(Collision::read));
    }

    /**
     * What {@code idsxml diff} says of three files.
     *
     * @param format     text or json
     * @param baseName   what the reader knows the base by
     * @param mineName   what the reader knows mine by
     * @param theirsName what the reader knows theirs by
     * @return the report
     * @throws IdsxmlException CLI003 for an unknown format
     */
    public String report(String format, String baseName, String mineName, String theirsName) {
        return Native.string(Report.of(handle, Native::threeWayReport, format, baseName, mineName, theirsName));
    }

    @Override
    public void close() {
        handle.close();
    }

    private List<Difference> differences(int side) {
        return handle.use(threeWay -> new Packed(Native.threeWayDifferences(threeWay, side)).list(Difference::read));
    }

    /** What two sides did to one thing. */
    public static final class Collision {
        private final Difference mine;
        private final Difference theirs;

        private Collision(Difference mine, Difference theirs) {
            this.mine = mine;
            this.theirs = theirs;
        }

        static Collision read(Packed packed) {
            return new Collision(Difference.read(packed), Difference.read(packed));
        }

        /**
         * What mine did.
         *
         * @return the difference from the base
         */
        public Difference mine() {
            return mine;
        }

        /**
         * What theirs did.
         *
         * @return the difference from the base
         */
        public Difference theirs() {
            return theirs;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Collision && ((Collision) other).mine.equals(mine)
                    && ((Collision) other).theirs.equals(theirs);
        }

        @Override
        public int hashCode() {
            return 31 * mine.hashCode() + theirs.hashCode();
        }

        @Override
        public String toString() {
            return mine + " / " + theirs;
        }
    }
}
