package idsxml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    /** The bytes that a list of edits makes of others. */
    private static byte[] edited(byte[] bytes, List<Edit> edits) {
        var out = new ByteArrayOutputStream();
        int done = 0;
        for (Edit edit : edits) {
            out.write(bytes, done, edit.begin() - done);
            out.writeBytes(edit.replacement());
            done = edit.end();
        }
        out.write(bytes, done, bytes.length - done);
        return out.toByteArray();
    }

    @Test
    void saysWhatItIs() {
        try (var configuration = Data.standalone()) {
            assertEquals("standalone", configuration.kind());
            assertEquals("urn:jboss:domain:14.0", configuration.namespace());
            assertTrue(configuration.hasKeycloak());
            assertFalse(configuration.isHa());
            assertTrue(configuration.releases().contains("keycloak:12"));
            assertTrue(configuration.report("text", "standalone.xml").contains("standalone.xml"));
            assertArrayEquals(Data.read(Data.STANDALONE), configuration.bytes());
        }
        try (var clustered = Configuration.parse(Data.read(Data.HA))) {
            assertTrue(clustered.isHa());
        }
    }

    @Test
    void migratesToTheBytesThatServersJudged() {
        try (var configuration = Data.standalone(); var migration = configuration.migrate(Data.TO_15)) {
            assertArrayEquals(Data.STANDALONE_FOR_15, migration.bytes());
            assertArrayEquals(Data.STANDALONE_FOR_15, edited(configuration.bytes(), migration.edits()));
            assertEquals(migration.findings().stream().filter(finding -> finding.outcome() == Outcome.LEFT).count(),
                    migration.leftToDo());
            assertArrayEquals(migration.report("diff", "standalone.xml").getBytes(UTF_8), migration.patch("standalone.xml"));
        }
    }

    @Test
    void optionsChooseRules() {
        try (var configuration = Data.standalone();
                var all = configuration.migrate(Data.TO_15);
                var least = configuration.migrate(Data.TO_15.minimal())) {
            String rule = all.findings().get(0).rule();
            try (var one = configuration.migrate(Data.TO_15.only(rule)); var others = configuration.migrate(Data.TO_15.skip(rule))) {
                assertEquals(Set.of(rule), rules(one));
                assertFalse(rules(others).contains(rule));
            }
            assertTrue(least.edits().size() < all.edits().size());
        }
    }

    private static Set<String> rules(Migration migration) {
        return migration.findings().stream().map(Finding::rule).collect(Collectors.toSet());
    }

    /** Characters that JNI's own strings would spoil: NUL cannot be in XML, but those beyond 16 bits can. */
    @Test
    void keepsEveryByteInEveryEncoding() {
        String original = new String(Data.read(Data.STANDALONE), UTF_8);
        String comment = "<!-- gr\u00f6\u00dfer -->";
        for (Charset encoding : List.of(UTF_8, UTF_16, ISO_8859_1)) {
            String beyond = encoding == ISO_8859_1 ? "" : "<!-- \ud83d\ude00\u20ac\u0416 -->";
            String text = original.replaceFirst("<\\?xml[^>]*>", "<?xml version='1.0' encoding='" + encoding + "'?>")
                    .replaceFirst("<extensions>", "<extensions>" + comment + beyond);
            byte[] bytes = text.getBytes(encoding);
            try (var configuration = Configuration.parse(bytes); var migration = configuration.migrate(Data.TO_15)) {
                assertArrayEquals(bytes, configuration.bytes());
                assertTrue(new String(migration.bytes(), encoding).contains("<extensions>" + comment + beyond));
                assertArrayEquals(migration.bytes(), edited(bytes, migration.edits()));
                assertNotEquals(0, migration.edits().size());
            }
        }
    }

    @Test
    void textsOfFindingsAreTheFilesOwn() {
        String name = "gr\u00f6\u00dfer \ud83d\ude00";
        byte[] bytes = ("<server xmlns='urn:jboss:domain:16.0'>\n  <profile>\n    <subsystem xmlns='urn:jboss:domain:io:99.0'"
                + " note='" + name + "'/>\n  </profile>\n</server>\n").getBytes(UTF_8);
        try (var lint = Lint.of(bytes, name + ".xml", LintOptions.to("wildfly:26"))) {
            assertTrue(lint.findings().stream().anyMatch(finding -> finding.line().contains(name)));
            assertTrue(lint.report("text", name + ".xml").contains(name + ".xml"));
        }
    }

    @Test
    void lintFindsWhatTheReleaseWouldRefuse() {
        var options = LintOptions.to("keycloak:18");
        try (var configuration = Data.standalone();
                var lint = configuration.lint(options);
                var ofBytes = Lint.of(configuration.bytes(), "standalone.xml", options);
                var again = configuration.lint(options)) {
            assertTrue(lint.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR));
            assertEquals(lint.findings(), ofBytes.findings());
            assertEquals(lint.findings().hashCode(), again.findings().hashCode());
            assertTrue(lint.report("sarif", "standalone.xml").contains("\"version\""));
            String rule = lint.findings().get(0).rule();
            try (var rated = configuration.lint(options.only(rule).severity(rule, Severity.NOTE))) {
                assertTrue(rated.findings().stream().allMatch(finding -> finding.severity() == Severity.NOTE));
            }
        }
    }

    @Test
    void diffSeesWhatAServerWouldSee() {
        try (var before = Data.standalone();
                var after = Configuration.parse(Data.STANDALONE_FOR_15);
                var diff = before.diff(after);
                var none = before.diff(before);
                var shipped = before.against("keycloak:12")) {
            assertFalse(diff.meansTheSame());
            assertTrue(diff.differences().stream().anyMatch(difference -> difference.kind() == Difference.Kind.REMOVED));
            assertTrue(diff.report("markdown", "a.xml", "b.xml").contains("b.xml"));
            assertTrue(none.meansTheSame());
            assertEquals(List.of(), none.differences());
            assertEquals(diff.differences(), before.diff(after, DiffOptions.defaults()).differences());
            assertNotEquals(List.of(diff.differences()), List.of(shipped.differences()));
        }
    }

    @Test
    void threeWaySaysWhoDidWhat() {
        String base = new String(Data.read(Data.STANDALONE), UTF_8);
        try (var first = Configuration.parse(base.getBytes(UTF_8));
                var one = Configuration.parse(base.replace("8080", "8081").getBytes(UTF_8));
                var other = Configuration.parse(base.replace("8080", "8082").getBytes(UTF_8));
                var changed = first.threeWay(one, first, DiffOptions.defaults());
                var collided = first.threeWay(one, other, DiffOptions.defaults())) {
            assertEquals(1, changed.mine().size());
            assertEquals(List.of(), changed.theirs());
            assertEquals(List.of(), changed.collisions());
            assertEquals(1, collided.collisions().size());
            assertTrue(collided.collisions().get(0).theirs().after().orElseThrow().contains("8082"));
            assertTrue(collided.report("text", "a", "b", "c").contains("8082"));
        }
    }

    @Test
    void threeWaySaysWhatIsWrittenForAResource() {
        String base = new String(Data.read(Data.STANDALONE), UTF_8);
        String property = "</extensions>\n<system-properties><property name='a' value='%s'/></system-properties>";
        try (var first = Configuration.parse(base.getBytes(UTF_8));
                var one = Configuration.parse(base.replace("</extensions>", String.format(property, 1)).getBytes(UTF_8));
                var other = Configuration.parse(base.replace("</extensions>", String.format(property, 2)).getBytes(UTF_8));
                var diff = first.diff(one);
                var mine = first.threeWay(one, first, DiffOptions.defaults());
                var theirs = first.threeWay(first, one, DiffOptions.defaults());
                var both = first.threeWay(one, one, DiffOptions.defaults());
                var collided = first.threeWay(one, other, DiffOptions.defaults())) {
            assertEquals("[value=1]", diff.differences().get(0).attributes().toString());
            for (var differences : List.of(mine.mine(), theirs.theirs(), both.both())) {
                assertEquals(diff.differences(), differences);
            }
            assertEquals("[value=1]", collided.collisions().get(0).mine().attributes().toString());
            assertEquals("[value=2]", collided.collisions().get(0).theirs().attributes().toString());
        }
    }

    @Test
    void mergeTakesBothChanges() {
        String base = new String(Data.read(Data.STANDALONE), UTF_8);
        String mine = base.replace("8080", "8081");
        String theirs = base.replace("8443", "8444");
        var merge = Merge.of(base.getBytes(UTF_8), mine.getBytes(UTF_8), theirs.getBytes(UTF_8));
        assertTrue(merge.isClean());
        assertEquals(mine.replace("8443", "8444"), new String(merge.bytes(), UTF_8));
        var conflict = Merge.of(base.getBytes(UTF_8), mine.getBytes(UTF_8), base.replace("8080", "8082").getBytes(UTF_8),
                MergeOptions.defaults().markerSize(9).mineName("ours \ud83d\ude00").theirsName("vendor"));
        assertEquals(1, conflict.conflictLines().size());
        String text = new String(conflict.bytes(), UTF_8);
        assertEquals("<<<<<<<<< ours \ud83d\ude00", text.lines().skip(conflict.conflictLines().get(0) - 1).findFirst().orElseThrow());
        assertTrue(text.contains(">>>>>>>>> vendor\n"));
    }

    @Test
    void rulesExplainThemselves() {
        try (var rules = Rules.load()) {
            var rule = rules.list().stream().filter(one -> one.id().equals("KC1301")).findFirst().orElseThrow();
            assertEquals("keycloak", rule.product());
            assertEquals("13.0.0", rule.release());
            assertTrue(rules.explain("KC1301").contains(rule.title()));
            assertEquals("RUL004", assertThrows(IdsxmlException.class, () -> rules.explain("KC0")).code());
        }
    }

    @Test
    void releasesAreKnown() {
        assertTrue(Releases.all().contains("keycloak:15"));
        assertTrue(Releases.stockProfiles("keycloak:12").contains("standalone"));
        assertTrue(Idsxml.version().matches("\\d+\\.\\d+\\.\\d+"));
    }
}
