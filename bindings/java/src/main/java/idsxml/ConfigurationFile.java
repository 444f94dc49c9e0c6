package idsxml;

import java.nio.file.Path;

/** A file as it was read, which can be replaced safely. May be shared by threads. */
public final class ConfigurationFile implements AutoCloseable {
    private final Handle handle;

    private ConfigurationFile(Handle handle) {
        this.handle = handle;
    }

    /**
     * Reads a whole regular file, links followed, of at most 256 MiB.
     *
     * @param path its path
     * @return the file, for the caller to close
     * @throws IdsxmlException IO001 and others
     */
    public static ConfigurationFile read(Path path) {
        return read(path, 0);
    }

    /**
     * Reads a whole regular file, links followed.
     *
     * @param path    its path
     * @param maxSize the largest size in bytes; 0 for 256 MiB
     * @return the file, for the caller to close
     * @throws IdsxmlException IO001 and others; IO009 where it is larger
     */
    public static ConfigurationFile read(Path path, int maxSize) {
        if (maxSize < 0) {
            throw new IllegalArgumentException("A file of " + maxSize + " bytes");
        }
        long pointer = Native.readFile(NativePath.bytes(path), maxSize);
        return new ConfigurationFile(new Handle("file", pointer, path.toFile().length(), Native::freeFile));
    }

    /**
     * What is in it.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return handle.use(Native::fileBytes);
    }

    /**
     * Replaces the content, with a backup beside the file.
     *
     * @param bytes the new content
     * @return what was done
     */
    public Replacement replace(byte[] bytes) {
        return replace(bytes, ReplaceOptions.defaults());
    }

    /**
     * Replaces the content whole or not at all; mode, owner and links stay, an earlier backup is never overwritten.
     *
     * @param bytes   the new content
     * @param options how
     * @return what was done
     * @throws IdsxmlException IO020 where the file is no longer what was read, and others
     */
    public Replacement replace(byte[] bytes, ReplaceOptions options) {
        byte[] directory = options.backupDirectory == null ? null : NativePath.bytes(options.backupDirectory);
        byte[] label = Native.textOrNull(options.backupLabel);
        return Replacement.read(new Packed(handle.use(file ->
                Native.replaceFile(file, bytes, options.noBackup, directory, label, options.inPlace))));
    }

    @Override
    public void close() {
        handle.close();
    }
}
