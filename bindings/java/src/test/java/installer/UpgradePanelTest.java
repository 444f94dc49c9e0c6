package installer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradePanelTest {
    private static final Path SERVER = Path.of(System.getProperty("idsxml.repository"), "testdata/servers/12.0.4");

    @TempDir
    Path folder;

    @BeforeEach
    void likeAServer() throws IOException {
        Files.copy(SERVER.resolve("standalone/input.xml"), folder.resolve("standalone.xml"));
        Files.copy(SERVER.resolve("standalone-ha/input.xml"), folder.resolve("standalone-ha.xml"));
        Files.writeString(folder.resolve("broken.xml"), "<server xmlns='urn:jboss:domain:14.0'>\n  <profile>\n</server>\n");
        Files.writeString(folder.resolve("mgmt-users.properties"), "# nobody\n");
    }

    private static String shown(Iterable<UpgradePanel.Row> rows) {
        var text = new StringBuilder();
        for (var row : rows) {
            text.append(row.file.getFileName()).append(" ").append(row.release).append(" ").append(row.state).append("\n");
        }
        return text.toString();
    }

    private String names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.joining(" "));
        }
    }

    @Test
    void lookSaysWhatWouldHappenAndChangesNothing() throws IOException {
        var rows = new UpgradePanel(folder, "keycloak:15").look();
        assertEquals("broken.xml  stays as it is\n"
                + "standalone-ha.xml keycloak:12 will be upgraded\n"
                + "standalone.xml keycloak:12 will be upgraded\n", shown(rows));
        assertTrue(rows.get(0).problems.get(0).startsWith("line 3: "), rows.get(0).problems.get(0));
        assertEquals("broken.xml mgmt-users.properties standalone-ha.xml standalone.xml", names());
        assertArrayEquals(Files.readAllBytes(SERVER.resolve("standalone/input.xml")),
                Files.readAllBytes(folder.resolve("standalone.xml")));
    }

    @Test
    void upgradeKeepsWhatWas() throws IOException {
        var panel = new UpgradePanel(folder, "keycloak:15");
        assertEquals("broken.xml  stays as it is\n"
                + "standalone-ha.xml keycloak:12 upgraded; it was standalone-ha.xml.keycloak-12.bak\n"
                + "standalone.xml keycloak:12 upgraded; it was standalone.xml.keycloak-12.bak\n", shown(panel.upgrade()));
        assertArrayEquals(Files.readAllBytes(SERVER.resolve("standalone/migrated-15.xml")),
                Files.readAllBytes(folder.resolve("standalone.xml")));
        assertArrayEquals(Files.readAllBytes(SERVER.resolve("standalone/input.xml")),
                Files.readAllBytes(folder.resolve("standalone.xml.keycloak-12.bak")));
    }

    @Test
    void upgradingTwiceChangesNothingMore() throws IOException {
        var panel = new UpgradePanel(folder, "keycloak:15");
        panel.upgrade();
        String after = names();
        assertTrue(shown(panel.upgrade()).endsWith(" needed nothing\n"));
        assertEquals(after, names());
    }
}
