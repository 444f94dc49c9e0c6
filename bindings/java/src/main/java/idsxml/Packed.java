package idsxml;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what the native library packed, in the order in which it did. */
final class Packed {
    private final ByteBuffer bytes;

    Packed(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int number() {
        return bytes.getInt();
    }

    /** One that may be more than an int holds. */
    long large() {
        return bytes.getLong();
    }

    boolean flag() {
        return number() != 0;
    }

    byte[] bytes() {
        byte[] content = new byte[number()];
        bytes.get(content);
        return content;
    }

    String text() {
        return Native.string(bytes());
    }

    /** A text that may be empty for there is none. */
    Optional<String> textIfAny() {
        return Optional.of(text()).filter(text -> !text.isEmpty());
    }

    /** A text after a flag that says whether there is one. */
    Optional<String> flaggedText() {
        boolean is = flag();
        String text = text();
        return is ? Optional.of(text) : Optional.empty();
    }

    /** Where line 0 is nowhere. */
    Optional<Position> position() {
        var position = new Position(number(), number(), number());
        return position.line() == 0 ? Optional.empty() : Optional.of(position);
    }

    <T extends Enum<T>> T constant(T[] values) {
        return values[number()];
    }

    <T> List<T> list(Function<Packed, T> read) {
        int count = number();
        List<T> list = new ArrayList<>(Math.min(count, bytes.remaining()));
        for (int i = 0; i < count; ++i) {
            list.add(read.apply(this));
        }
        return Collections.unmodifiableList(list);
    }
}
