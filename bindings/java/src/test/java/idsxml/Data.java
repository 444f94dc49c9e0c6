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

    /** What the results of a migration have to be. */
    static final byte[] STANDALONE_FOR_15 = read(STANDALONE.resolveSibling("migrated-15.xml"));
    static final MigrateOptions TO_15 = MigrateOptions.to("keycloak:15");

    private Data() {}

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    static Configuration standalone() {
        return Configuration.parse(read(STANDALONE));
    }
}
