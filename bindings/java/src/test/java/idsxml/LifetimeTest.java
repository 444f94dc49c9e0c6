package idsxml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LifetimeTest {
    private static final int THREADS = 100;

    @Test
    void closedThingsSaySo() {
        var rules = Rules.load();
        var configuration = Data.standalone();
        var other = Data.standalone();
        var migration = configuration.migrate(Data.TO_15);
        var lint = configuration.lint(LintOptions.to("keycloak:15"));
        var diff = configuration.diff(other);
        var threeWay = configuration.threeWay(other, other, DiffOptions.defaults());
        var file = ConfigurationFile.read(Data.STANDALONE);
        for (AutoCloseable open : List.of(rules, configuration, migration, lint, diff, threeWay, file)) {
            close(open);
            close(open); // twice is no mistake
        }
        List<Executable> calls = List.of(rules::list, configuration::bytes, configuration::kind, configuration::releases,
                () -> configuration.migrate(Data.TO_15), () -> configuration.diff(other), () -> other.diff(configuration),
                () -> other.migrate(Data.TO_15.rules(rules)), migration::bytes, migration::findings, migration::leftToDo,
                () -> migration.report("text", "a.xml"), lint::findings, diff::differences, diff::meansTheSame,
                threeWay::mine, threeWay::collisions, file::bytes, () -> file.replace(new byte[0]));
        for (Executable call : calls) {
            assertTrue(assertThrows(IllegalStateException.class, call).getMessage().endsWith(" is closed"));
        }
        other.close();
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void resultsStayWhenTheirConfigurationIsClosed() {
        Migration migration;
        Diff diff;
        try (var configuration = Data.standalone(); var rules = Rules.load()) {
            migration = configuration.migrate(Data.TO_15.rules(rules));
            diff = configuration.against("keycloak:12", null, DiffOptions.defaults().rules(rules));
        }
        try (migration; diff) {
            assertArrayEquals(Data.STANDALONE_FOR_15, migration.bytes());
            assertFalse(migration.report("html", "a.xml").isEmpty());
            assertFalse(migration.findings().isEmpty());
            assertFalse(diff.report("cli", "a.xml", "b.xml").isEmpty());
        }
    }

    @Test
    void whatIsInUseIsFreedByItsLastUser() {
        var freed = new AtomicInteger();
        var handle = new Handle("thing", 1, 0, pointer -> freed.incrementAndGet());
        handle.use(pointer -> {
            handle.close();
            handle.close();
            assertEquals(0, freed.get());
            assertThrows(IllegalStateException.class, () -> handle.use(again -> again));
            return null;
        });
        assertEquals(1, freed.get());
    }

    @Test
    void whatNobodyHoldsIsFreedWhenSomethingNewIsMade() throws InterruptedException {
        var freed = new AtomicInteger();
        for (int i = 0; i < 10; ++i) {
            new Handle("thing", 1, 0, pointer -> freed.incrementAndGet());
        }
        while (freed.get() < 10) {
            System.gc();
            Thread.sleep(1);
            new Handle("other thing", 1, 0, pointer -> {}).close();
        }
    }

    @Test
    void manyThreadsGetTheSame() throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try (var configuration = Data.standalone()) {
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; ++i) {
                results.add(threads.submit(() -> {
                    try (var migration = configuration.migrate(Data.TO_15)) {
                        return migration.bytes();
                    }
                }));
            }
            for (var result : results) {
                assertArrayEquals(Data.STANDALONE_FOR_15, result.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Closing under the feet of others: each gets all of it, or is told. */
    @Test
    void oneThreadMayCloseWhatOthersUse() throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        var late = new AtomicInteger();
        for (int round = 0; round < 5; ++round) {
            var configuration = Data.standalone();
            var migration = configuration.migrate(Data.TO_15);
            var begun = new CountDownLatch(THREADS / 2);
            List<Future<?>> users = new ArrayList<>();
            for (int i = 0; i < THREADS; ++i) {
                users.add(threads.submit(() -> {
                    begun.countDown();
                    try {
                        for (;;) {
                            assertTrue(Arrays.equals(Data.STANDALONE_FOR_15, migration.bytes()));
                            configuration.migrate(Data.TO_15).close();
                        }
                    } catch (IllegalStateException closed) {
                        late.incrementAndGet();
                    }
                }));
            }
            begun.await();
            migration.close();
            configuration.close();
            for (var user : users) {
                user.get();
            }
        }
        threads.shutdown();
        assertEquals(5 * THREADS, late.get());
    }
}
