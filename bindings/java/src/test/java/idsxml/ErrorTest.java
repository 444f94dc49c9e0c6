package idsxml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ErrorTest {
    private static IdsxmlException refused(Executable call) {
        return assertThrows(IdsxmlException.class, call);
    }

    @Test
    void saysWhatIsWrongWhereAndWhatToDo() throws Exception {
        var error = refused(() -> Configuration.parse("<server>\n  <profile>\n</server>\n".getBytes(UTF_8)));
        assertTrue(error.code().matches("XML\\d{3}"), error.code());
        assertEquals(error.getMessage(), error.message());
        assertFalse(error.advice().isEmpty());
        assertEquals(3, error.position().orElseThrow().line());
        assertEquals("</server>", error.line());

        var written = new ByteArrayOutputStream();
        new ObjectOutputStream(written).writeObject(error);
        var copy = (IdsxmlException) new ObjectInputStream(new ByteArrayInputStream(written.toByteArray())).readObject();
        assertEquals(error.position(), copy.position());
    }

    @Test
    void everyCallThatMayFailSaysSo() {
        try (var configuration = Data.standalone(); var migration = configuration.migrate(Data.TO_15)) {
            assertEquals("CLI003", refused(() -> migration.report("fax", "a.xml")).code());
            assertEquals("CLI003", refused(() -> configuration.report("fax", "a.xml")).code());
            for (String release : List.of("", "keycloak", "keycloak:99", "jetty:9", "\ud83d\ude00:1")) {
                refused(() -> configuration.migrate(MigrateOptions.to(release)));
                refused(() -> configuration.lint(LintOptions.to(release)));
                refused(() -> configuration.against(release));
                refused(() -> configuration.diff(configuration, DiffOptions.defaults().release(release)));
                refused(() -> Releases.stockProfiles(release));
            }
            refused(() -> configuration.against("keycloak:12", "desktop", DiffOptions.defaults()));
            refused(() -> configuration.migrate(Data.TO_15.keycloakServerJson("{".getBytes(UTF_8))));
            assertEquals(Optional.empty(), refused(() -> migration.report("fax", "a.xml")).position());
        }
    }

    @Test
    void mistakesInRulesHaveAPosition(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("mine.xml"), "<rules>\n  <nonsense/>\n</rules>\n");
        var error = refused(() -> Rules.load(folder));
        assertTrue(error.code().startsWith("RUL"), error.code());
        assertTrue(error.position().isPresent());
        assertEquals(Optional.empty(), refused(() -> Rules.load(folder.resolve("missing"))).position());
    }

    @Test
    void whatIsNoArgumentIsRefusedBeforeItReachesTheLibrary() {
        try (var configuration = Data.standalone(); var migration = configuration.migrate(Data.TO_15)) {
            List<Executable> nothing = List.of(() -> Configuration.parse(null), () -> MigrateOptions.to(null),
                    () -> LintOptions.to(null), () -> configuration.migrate(null), () -> configuration.lint(null),
                    () -> configuration.diff(null), () -> configuration.against(null), () -> Data.TO_15.only("A", null),
                    () -> Data.TO_15.rules(null), () -> migration.report(null, "a.xml"), () -> migration.report("text", null),
                    () -> Lint.of(null, "a.xml", LintOptions.to("keycloak:15")), () -> Merge.of(null, new byte[0], new byte[0]),
                    () -> Rules.load(null), () -> ConfigurationFile.read(null), () -> Releases.stockProfiles(null));
            for (Executable call : nothing) {
                assertThrows(NullPointerException.class, call);
            }
            assertThrows(IllegalArgumentException.class, () -> configuration.migrate(MigrateOptions.to("keycloak:15\0")));
            assertThrows(IllegalArgumentException.class, () -> migration.report("text", "a\0.xml"));
            assertThrows(IllegalArgumentException.class, () -> MergeOptions.defaults().markerSize(0));
        }
    }

    @Test
    void bytesOfNoConfigurationAreRefused() {
        for (byte[] bytes : List.of(new byte[0], new byte[1], new byte[8 << 20], new byte[] {(byte) 0xFF, (byte) 0xFE},
                "<a/>".getBytes(UTF_8), "<!DOCTYPE server [<!ENTITY a 'b'>]><server>&a;</server>".getBytes(UTF_8))) {
            refused(() -> Configuration.parse(bytes));
        }
    }

    /** Java's threads have smaller stacks than C expects; a crash here takes the whole JVM. */
    @Test
    void deepElementsOnASmallStackAreNoCrash() throws InterruptedException {
        String open = "<server xmlns='urn:jboss:domain:14.0'><profile><subsystem xmlns='urn:jboss:domain:io:3.0'>";
        String close = "</subsystem></profile></server>";
        var failure = new Throwable[1];
        var thread = new Thread(null, () -> {
            for (int depth : new int[] {900, 100_000}) {
                byte[] bytes = (open + "<a>".repeat(depth) + "</a>".repeat(depth) + close).getBytes(UTF_8);
                try (var configuration = Configuration.parse(bytes);
                        var migration = configuration.migrate(MigrateOptions.to("wildfly:23"));
                        var lint = configuration.lint(LintOptions.to("wildfly:26"));
                        var diff = configuration.diff(configuration)) {
                    migration.report("html", "a.xml");
                    Merge.of(bytes, bytes, bytes);
                } catch (IdsxmlException refused) {
                    assertEquals("XML011", refused.code());
                }
            }
        }, "small", 160 << 10);
        thread.setUncaughtExceptionHandler((which, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();
        assertEquals(null, failure[0]);
    }

    /** Whatever a file holds, the answer is a result or an error. */
    @Test
    void spoiltFilesAreNoCrash() {
        var random = new Random(1);
        byte[] original = Data.read(Data.STANDALONE);
        for (int i = 0; i < 300; ++i) {
            byte[] spoilt = Arrays.copyOf(original, i % 3 == 0 ? random.nextInt(original.length) : original.length);
            for (int k = 0; k < 1 + i % 5 && spoilt.length > 0; ++k) {
                spoilt[random.nextInt(spoilt.length)] = (byte) (i % 2 == 0 ? random.nextInt() : "<>\"'&= \n".charAt(random.nextInt(8)));
            }
            assertDoesNotThrow(() -> answer(spoilt));
        }
    }

    private static void answer(byte[] bytes) {
        try (var configuration = Configuration.parse(bytes);
                var migration = configuration.migrate(Data.TO_15);
                var lint = configuration.lint(LintOptions.to("keycloak:15"))) {
            migration.findings();
            lint.report("json", "a.xml");
        } catch (IdsxmlException refused) {
            assertFalse(refused.message().isEmpty());
        }
    }

    @Test
    void manyRulesToSkipAreNoMatter() {
        try (var configuration = Data.standalone()) {
            String[] many = Collections.nCopies(100_000, "KC1301").toArray(String[]::new);
            try (var migration = configuration.migrate(Data.TO_15.skip(many))) {
                assertTrue(migration.edits().size() > 0);
            }
        }
    }
}
