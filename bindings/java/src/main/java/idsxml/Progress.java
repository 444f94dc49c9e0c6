package idsxml;

/** Is told how far an upgrade is. */
@FunctionalInterface
public interface Progress {
    /**
     * Called now and then, on the thread that runs the upgrade. What it throws stops the upgrade as well, and comes out of
     * the call that runs it.
     *
     * @param done  how many bytes are carried over
     * @param total of how many
     * @return true to go on; false to stop after the file that the upgrade is at. {@link Upgraded#resume} goes on later
     */
    boolean advanced(long done, long total);
}
