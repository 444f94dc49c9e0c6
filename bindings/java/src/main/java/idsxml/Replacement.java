package idsxml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What replacing a file did. */
public final class Replacement {
    private final boolean changed;
    private final Path backup;
    private final List<String> notes;

    private Replacement(boolean changed, Path backup, List<String> notes) {
        this.changed = changed;
        this.backup = backup;
        this.notes = notes;
    }

    static Replacement read(Packed packed) {
        boolean changed = packed.flag();
        byte[] backup = packed.bytes();
        return new Replacement(changed, backup.length == 0 ? null : NativePath.path(backup), Native.lines(packed.bytes()));
    }

    /**
     * Whether there was anything to do.
     *
     * @return false where the file held these bytes already; then nothing was touched
     */
    public boolean isChanged() {
        return changed;
    }

    /**
     * Where the old content is.
     *
     * @return an absolute path, where a backup was made
     */
    public Optional<Path> backup() {
        return Optional.ofNullable(backup);
    }

    /**
     * What could not be kept, for a person.
     *
     * @return sentences
     */
    public List<String> notes() {
        return notes;
    }
}
