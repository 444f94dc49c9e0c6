package idsxml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** In a heap of 32 MB; what the native library keeps shows in the size of the process. */
class MemoryTest {
    private static final int CALLS = 10_000;
    private static final int TO_WARM_UP = 2_000;

    private static final byte[] BYTES = Data.read(Data.STANDALONE);

    /** Of this process, in KiB. */
    private static long residentSize() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        } catch (IOException problem) {
            throw new AssertionError(problem);
        }
    }

    private static void closing() {
        try (var configuration = Configuration.parse(BYTES); var migration = configuration.migrate(Data.TO_15)) {
            assertTrue(Arrays.equals(Data.STANDALONE_FOR_15, migration.bytes()));
            migration.findings();
            migration.edits();
            migration.report("text", "standalone.xml");
            assertThrows(IdsxmlException.class, () -> migration.report("fax", "standalone.xml"));
        }
    }

    /** How much the process grows in many calls, in KiB. */
    private static long growth(Runnable call, int calls) {
        for (int i = 0; i < TO_WARM_UP; ++i) {
            call.run();
        }
        long before = residentSize();
        for (int i = 0; i < calls; ++i) {
            call.run();
        }
        return residentSize() - before;
    }

    /** Two kilobytes that a call keeps would show. */
    @Test
    void closedObjectsAreGone() {
        assertTrue(Runtime.getRuntime().maxMemory() <= 32 << 20);
        long grown = growth(MemoryTest::closing, CALLS);
        assertTrue(grown < 20 << 10, grown + " KiB more after " + CALLS + " calls");
    }

    /** They are a gigabyte together; a part of it may wait for the collector. */
    @Test
    @SuppressWarnings("resource")
    void forgottenObjectsAreGoneInTime() {
        long grown = growth(() -> Configuration.parse(BYTES).migrate(Data.TO_15), CALLS);
        assertTrue(grown < 200 << 10, grown + " KiB more after " + CALLS + " calls");
        try (var configuration = Configuration.parse(BYTES); var migration = configuration.migrate(Data.TO_15)) {
            assertArrayEquals(Data.STANDALONE_FOR_15, migration.bytes());
        }
    }
}
