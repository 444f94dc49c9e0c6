package idsxml;

import java.util.List;
import java.util.Optional;

/** One thing in which two configurations differ. */
public final class Difference {
    /** What happened to it. */
    public enum Kind {
        /** A resource that only the second one has. */
        ADDED,
        /** A resource that only the first one has. */
        REMOVED,
        /** An attribute with another value. */
        CHANGED,
        /** Resources whose order matters, in another order. */
        REORDERED,
        /** Another version of a namespace. */
        SCHEMA
    }

    private final Kind kind;
    private final String address;
    private final String attribute;
    private final Optional<String> before;
    private final Optional<String> after;
    private final Optional<Position> positionBefore;
    private final Optional<Position> positionAfter;
    private final Optional<String> defaultValue;
    private final List<Attribute> attributes;

    private Difference(Packed packed) {
        kind = packed.constant(Kind.values());
        address = packed.text();
        attribute = packed.text();
        before = packed.flaggedText();
        after = packed.flaggedText();
        positionBefore = packed.position();
        positionAfter = packed.position();
        defaultValue = packed.flaggedText();
        attributes = packed.list(Attribute::read);
    }

    static Difference read(Packed packed) {
        return new Difference(packed);
    }

    /**
     * What happened.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The address of the resource.
     *
     * @return such as {@code /subsystem=undertow/server=default-server}
     */
    public String address() {
        return address;
    }

    /**
     * The attribute that was changed; of REORDERED the type of the resources.
     *
     * @return a name; may be empty
     */
    public String attribute() {
        return attribute;
    }

    /**
     * What stood there.
     *
     * @return the value, where there was one
     */
    public Optional<String> before() {
        return before;
    }

    /**
     * What stands there now.
     *
     * @return the value, where there is one
     */
    public Optional<String> after() {
        return after;
    }

    /**
     * Where in the first configuration.
     *
     * @return the position, where there is one
     */
    public Optional<Position> positionBefore() {
        return positionBefore;
    }

    /**
     * Where in the second configuration.
     *
     * @return the position, where there is one
     */
    public Optional<Position> positionAfter() {
        return positionAfter;
    }

    /**
     * Of CHANGED: what a server takes where nothing is written.
     *
     * @return the value, where one is known
     */
    public Optional<String> defaultValue() {
        return defaultValue;
    }

    /**
     * Of ADDED and REMOVED: what is written for it.
     *
     * @return the attributes
     */
    public List<Attribute> attributes() {
        return attributes;
    }

    private List<Object> parts() {
        return List.of(kind, address, attribute, before, after, positionBefore, positionAfter, defaultValue, attributes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Difference && ((Difference) other).parts().equals(parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return kind + " " + address + (attribute.isEmpty() ? "" : ":" + attribute);
    }

    /** An attribute of a resource that was added or removed. */
    public static final class Attribute {
        private final String name;
        private final String value;

        private Attribute(String name, String value) {
            this.name = name;
            this.value = value;
        }

        static Attribute read(Packed packed) {
            return new Attribute(packed.text(), packed.text());
        }

        /**
         * Its name.
         *
         * @return the name
         */
        public String name() {
            return name;
        }

        /**
         * What is written.
         *
         * @return the value
         */
        public String value() {
            return value;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Attribute && ((Attribute) other).name.equals(name)
                    && ((Attribute) other).value.equals(value);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + value.hashCode();
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
