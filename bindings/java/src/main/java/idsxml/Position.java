package idsxml;

import java.io.Serializable;
import java.util.Objects;

/** Where in an input. */
public final class Position implements Serializable {
    private static final long serialVersionUID = 1;

    /** In bytes, from 0. */
    private final int offset;
    /** From 1. */
    private final int line;
    /** In code points, from 1. */
    private final int column;

    Position(int offset, int line, int column) {
        this.offset = offset;
        this.line = line;
        this.column = column;
    }

    /**
     * How many bytes are before it.
     *
     * @return the offset in bytes, from 0
     */
    public int offset() {
        return offset;
    }

    /**
     * The line.
     *
     * @return the line, from 1
     */
    public int line() {
        return line;
    }

    /**
     * The column.
     *
     * @return the column in code points, from 1
     */
    public int column() {
        return column;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position && ((Position) other).offset == offset && ((Position) other).line == line
                && ((Position) other).column == column;
    }

    @Override
    public int hashCode() {
        return Objects.hash(offset, line, column);
    }

    /** As compilers write it: {@code 12:5}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
