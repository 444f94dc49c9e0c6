package idsxml;

import java.nio.file.Path;
import java.util.Objects;

/** How a file is replaced. Objects do not change: each method returns another one. */
public final class ReplaceOptions {
    final boolean noBackup;
    final Path backupDirectory;
    final String backupLabel;
    final boolean inPlace;

    private ReplaceOptions(boolean noBackup, Path backupDirectory, String backupLabel, boolean inPlace) {
        this.noBackup = noBackup;
        this.backupDirectory = backupDirectory;
        this.backupLabel = backupLabel;
        this.inPlace = inPlace;
    }

    /**
     * By renaming a new file over the old one, with a backup beside it.
     *
     * @return the options
     */
    public static ReplaceOptions defaults() {
        return new ReplaceOptions(false, null, null, false);
    }

    /**
     * Without a backup.
     *
     * @return the options with that
     */
    public ReplaceOptions noBackup() {
        return new ReplaceOptions(true, backupDirectory, backupLabel, inPlace);
    }

    /**
     * With the backup in another folder.
     *
     * @param folder a folder that exists
     * @return the options with that
     */
    public ReplaceOptions backupDirectory(Path folder) {
        return new ReplaceOptions(noBackup, Objects.requireNonNull(folder), backupLabel, inPlace);
    }

    /**
     * With another name for the backup.
     *
     * @param label {@code keycloak-12} makes FILE.keycloak-12.bak
     * @return the options with that
     */
    public ReplaceOptions backupLabel(String label) {
        return new ReplaceOptions(noBackup, backupDirectory, Objects.requireNonNull(label), inPlace);
    }

    /**
     * By overwriting the file, which keeps its inode: for files that are mounted into a container.
     *
     * @return the options with that
     */
    public ReplaceOptions inPlace() {
        return new ReplaceOptions(noBackup, backupDirectory, backupLabel, true);
    }
}
