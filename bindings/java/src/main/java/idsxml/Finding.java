package idsxml;

import java.util.List;
import java.util.Optional;

/** One thing that a rule, or a check, has to say. */
public final class Finding {
    private final Severity severity;
    private final Outcome outcome;
    private final String rule;
    private final String title;
    private final String message;
    private final String help;
    private final String path;
    private final Position position;
    private final int length;
    private final String line;
    private final boolean inserted;
    private final boolean suppressed;
    private final String reason;
    private final String fingerprint;
    private final List<Edit> edits;

    private Finding(Packed packed) {
        severity = packed.constant(Severity.values());
        outcome = packed.constant(Outcome.values());
        rule = packed.text();
        title = packed.text();
        message = packed.text();
        help = packed.text();
        path = packed.text();
        position = packed.position().orElse(null);
        length = packed.number();
        line = packed.text();
        inserted = packed.flag();
        suppressed = packed.flag();
        reason = packed.text();
        fingerprint = packed.text();
        edits = packed.list(Edit::read);
    }

    static Finding read(Packed packed) {
        return new Finding(packed);
    }

    /**
     * How bad it is.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What has become of it.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * The id of the rule.
     *
     * @return such as KC1301
     */
    public String rule() {
        return rule;
    }

    /**
     * The title of the rule.
     *
     * @return one line: what and why
     */
    public String title() {
        return title;
    }

    /**
     * What is wrong, was done, or is to be done here.
     *
     * @return one line
     */
    public String message() {
        return message;
    }

    /**
     * What a person may do about it.
     *
     * @return one line; may be empty
     */
    public String help() {
        return help;
    }

    /**
     * Of lint: the elements on the way to the place.
     *
     * @return a path; empty in a migration
     */
    public String path() {
        return path;
    }

    /**
     * Where it is: a start tag or an attribute.
     *
     * @return the position, where there is one
     */
    public Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    /**
     * How long the place is, at most to the end of its line.
     *
     * @return a length in bytes
     */
    public int length() {
        return length;
    }

    /**
     * The line, without its end; secrets in it are stars.
     *
     * @return the line; empty where there is none, or a very long one
     */
    public String line() {
        return line;
    }

    /**
     * Whether what the finding speaks of was inserted inside of what stands there.
     *
     * @return true if so
     */
    public boolean isInserted() {
        return inserted;
    }

    /**
     * Of lint: whether it does not count, because the file says so.
     *
     * @return true if so
     */
    public boolean isSuppressed() {
        return suppressed;
    }

    /**
     * Why it does not count.
     *
     * @return the reason that the file gives; may be empty
     */
    public String reason() {
        return reason;
    }

    /**
     * Of lint: what the finding is known by from run to run.
     *
     * @return hexadecimal digits; empty in a migration
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * The edits of this finding alone.
     *
     * @return edits in order; none unless its outcome is DONE or FIXABLE
     */
    public List<Edit> edits() {
        return edits;
    }

    private List<Object> parts() {
        return List.of(severity, outcome, rule, title, message, help, path, position(), length, line, inserted, suppressed,
                reason, fingerprint, edits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Finding && ((Finding) other).parts().equals(parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return (position == null ? "" : position + ": ") + rule + ": " + message;
    }
}
