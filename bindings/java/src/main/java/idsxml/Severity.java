package idsxml;

/** How bad a finding is. */
public enum Severity {
    /** Worth to know. */
    NOTE,
    /** The server starts, but something is not as it was, or will not stay. */
    WARNING,
    /** The server refuses the file, or starts without that part. */
    ERROR
}
