package idsxml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the native library comes from: a file that {@value #PATH} names, or the jar. */
final class NativeLibrary {
    static final String PATH = "idsxml.library.path";
    private static final String NAME = "libidsxml_jni.so";

    private NativeLibrary() {}

    static void load() {
        String path = System.getProperty(PATH);
        if (path == null) {
            loadFromJar(System.getProperty("os.name") + "-" + System.getProperty("os.arch"));
        } else {
            System.load(Path.of(path).toAbsolutePath().toString());
        }
    }

    private static void loadFromJar(String platform) {
        try (InputStream library = NativeLibrary.class.getResourceAsStream(platform + "/" + NAME)) {
            if (library == null) {
                throw new UnsatisfiedLinkError("idsxml's jar holds no native library for " + platform
                        + ": build one there (bindings/java/README.md), or name it with -D" + PATH + "=FILE");
            }
            loadFromPrivateFolder(library);
        } catch (IOException problem) {
            throw linkError("idsxml's native library cannot be unpacked", problem);
        }
    }

    /**
     * Nobody but this user may write to the folder, or guess its name. Once loaded, the library needs no name any more:
     * the file is gone before this returns, whatever happens to the process later.
     */
    private static void loadFromPrivateFolder(InputStream library) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path folder = Files.createTempDirectory("idsxml-", ownerOnly);
        Path file = folder.resolve(NAME);
        try {
            Files.copy(library, file);
            System.load(file.toString());
        } catch (UnsatisfiedLinkError problem) {
            throw linkError("idsxml's native library cannot be loaded from " + folder, problem);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static UnsatisfiedLinkError linkError(String what, Throwable cause) {
        var error = new UnsatisfiedLinkError(what + " (" + cause.getMessage() + "): let -Djava.io.tmpdir=FOLDER name one"
                + " that is writable and not mounted noexec, or -D" + PATH + "=FILE the library, unpacked from the jar");
        error.initCause(cause);
        return error;
    }
}
