package idsxml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests read: files of this repository. */
final class Data {
    static final Path REPOSITORY = Path.of(System.getProperty("idsxml.repository")).normalize();
    static final Path STANDALONE = REPOSITORY.resolve("testdata/servers/12.0.4/standalone/input.xml");
    static final Path HA = REPOSITORY.resolve("testdata/servers/12.0.4/standalone-ha/input.xml");

    private Data() {}

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
