package idsxml;

/** How far an upgrade into a home is. */
public enum UpgradeStage {
    /** There is none. */
    NONE,
    /** It was interrupted, or is at work. */
    BEGUN,
    /** It is half undone. */
    UNDOING,
    /** It is done. */
    FINISHED
}
