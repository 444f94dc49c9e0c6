package idsxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In JVMs of their own: a JVM loads the library once. */
class LoadingTest {
    private static final Path TARGET = Data.REPOSITORY.resolve("bindings/java/target");
    private static final Path LIBRARY = TARGET.resolve("classes/idsxml").resolve(System.getProperty("os.name") + "-"
            + System.getProperty("os.arch")).resolve("libidsxml_jni.so");

    @TempDir
    Path folder;

    /** What the other JVM does. */
    static final class Child {
        public static void main(String[] arguments) {
            if (arguments.length == 0) {
                System.out.println("version " + Idsxml.version());
                return;
            }
            try (var file = ConfigurationFile.read(Path.of(URI.create(arguments[0])))) {
                var backup = file.replace("new".getBytes(StandardCharsets.UTF_8)).backup().orElseThrow();
                System.out.println(backup.toUri());
            }
        }
    }

    private String printed(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx32m", "-cp", TARGET.resolve("classes") + ":" + TARGET.resolve("test-classes")));
        command.addAll(options);
        command.add(Child.class.getName());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        try (InputStream output = builder.start().getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String inFolder() {
        return "-Djava.io.tmpdir=" + folder;
    }

    @Test
    void leavesNothingBehind() throws IOException {
        assertTrue(printed(List.of(inFolder())).endsWith("version " + Idsxml.version() + "\n"));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void takesTheFileThatIsNamed() throws IOException {
        String nowhere = "-Djava.io.tmpdir=" + folder.resolve("missing");
        String named = "-Didsxml.library.path=" + LIBRARY;
        assertTrue(printed(List.of(nowhere, named)).endsWith("version " + Idsxml.version() + "\n"));
    }

    @Test
    void saysWhatToDoWhereItCannotBeLoaded() throws IOException {
        String nowhere = printed(List.of("-Djava.io.tmpdir=" + folder.resolve("missing")));
        assertTrue(nowhere.contains("cannot be unpacked") && nowhere.contains("-Djava.io.tmpdir=FOLDER"), nowhere);
        String platform = printed(List.of("-Dos.arch=pdp11"));
        assertTrue(platform.contains("no native library for Linux-pdp11"), platform);
        String missing = printed(List.of("-Didsxml.library.path=" + folder.resolve("missing.so")));
        assertTrue(missing.contains("missing.so"), missing);
    }

    /** A name of bytes that are no text in any locale, in one that knows ASCII alone. */
    @Test
    void pathsAreBytes() throws IOException {
        URI uri = URI.create("file://" + folder + "/b%F6se%20%C3%B6.xml");
        Files.writeString(Path.of(uri), "old");
        assertTrue(printed(List.of(), uri.toString()).endsWith(uri + ".before-idsxml.bak\n"));
        assertEquals("new", Files.readString(Path.of(uri)));
        assertEquals("old", Files.readString(Path.of(URI.create(uri + ".before-idsxml.bak"))));
    }

    /** As in a server with several applications. */
    @Test
    void everyClassLoaderMayHaveItsOwn() throws Exception {
        URL[] classes = {TARGET.resolve("classes").toUri().toURL()};
        for (int i = 0; i < 3; ++i) {
            try (var loader = new URLClassLoader(classes, null)) {
                Class<?> own = loader.loadClass("idsxml.Idsxml");
                assertNotSame(Idsxml.class, own);
                assertEquals(Idsxml.version(), own.getMethod("version").invoke(null));
            }
        }
    }
}
