package idsxml;

import java.util.Optional;

/**
 * Why something could not be done, in words for the person who asked for it. It is not checked: most of them are mistakes
 * in a file, and an installer has one place where it says so.
 */
public final class IdsxmlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Letters and three digits. */
    private final String code;
    /** May be empty. */
    private final String advice;
    /** Null where it is nowhere in an input. */
    private final Position position;
    /** May be empty. */
    private final String line;

    private IdsxmlException(String code, String message, String advice, Position position, String line) {
        super(message);
        this.code = code;
        this.advice = advice;
        this.position = position;
        this.line = line;
    }

    static IdsxmlException read(Packed packed) {
        String code = packed.text();
        String message = packed.text();
        String advice = packed.text();
        boolean somewhere = packed.flag();
        Optional<Position> position = packed.position();
        return new IdsxmlException(code, message, advice, somewhere ? position.orElse(null) : null, packed.text());
    }

    /**
     * What kind of error it is; stable. {@code docs/errors.md} has them all.
     *
     * @return letters and three digits: XML004, CLI101
     */
    public String code() {
        return code;
    }

    /**
     * What is wrong, the same as {@link #getMessage()}.
     *
     * @return one line
     */
    public String message() {
        return getMessage();
    }

    /**
     * What to do about it.
     *
     * @return one line; may be empty
     */
    public String advice() {
        return advice;
    }

    /**
     * Where in the input.
     *
     * @return the position, where there is one
     */
    public Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    /**
     * The line at that position, without its end; secrets in it are stars.
     *
     * @return the line; empty where there is none
     */
    public String line() {
        return line;
    }
}
