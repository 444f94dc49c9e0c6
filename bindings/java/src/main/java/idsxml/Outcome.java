package idsxml;

/** What has become of a finding. */
public enum Outcome {
    /** Of a migration: the edits of the finding are made. */
    DONE,
    /** Of lint: a migration would make them. */
    FIXABLE,
    /** A person has to do it: the finding says what. */
    LEFT,
    /** Nothing has to be done. */
    NOTHING
}
