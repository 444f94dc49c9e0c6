package idsxml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    private static final byte[] OLD = "old".getBytes(UTF_8);
    private static final byte[] NEW = "new".getBytes(UTF_8);

    @TempDir
    Path folder;
    Path path;

    @BeforeEach
    void aFile() throws IOException {
        path = Files.write(folder.resolve("a b%20c.xml"), OLD);
    }

    @Test
    void keepsABackup() throws IOException {
        try (var file = ConfigurationFile.read(path)) {
            assertArrayEquals(OLD, file.bytes());
            var replacement = file.replace(NEW, ReplaceOptions.defaults().backupLabel("keycloak-12"));
            assertTrue(replacement.isChanged());
            assertEquals(Optional.of(folder.resolve("a b%20c.xml.keycloak-12.bak")), replacement.backup());
            assertArrayEquals(OLD, Files.readAllBytes(replacement.backup().orElseThrow()));
            assertArrayEquals(NEW, Files.readAllBytes(path));
            assertEquals(List.of(), replacement.notes());
        }
    }

    @Test
    void optionsSayWhereTheBackupGoes() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("backups"));
        try (var file = ConfigurationFile.read(path)) {
            var replacement = file.replace(NEW, ReplaceOptions.defaults().backupDirectory(elsewhere).inPlace());
            assertEquals(elsewhere, replacement.backup().orElseThrow().getParent());
        }
        try (var file = ConfigurationFile.read(path)) {
            assertFalse(file.replace(NEW).isChanged());
            assertEquals(Optional.empty(), file.replace(OLD, ReplaceOptions.defaults().noBackup()).backup());
        }
    }

    @Test
    void whatChangedMeanwhileIsNotOverwritten() throws IOException {
        try (var file = ConfigurationFile.read(path)) {
            Files.writeString(path, "somebody else's");
            assertEquals("IO020", assertThrows(IdsxmlException.class, () -> file.replace(NEW)).code());
            assertEquals("somebody else's", Files.readString(path));
        }
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (Path none : List.of(folder, folder.resolve("missing"), Path.of("/dev/zero"))) {
            var error = assertThrows(IdsxmlException.class, () -> ConfigurationFile.read(none));
            assertTrue(error.code().startsWith("IO"), error.code());
            assertTrue(error.message().contains(none.toString()) && !error.message().contains(none + "/"), error.message());
        }
        assertEquals("IO009", assertThrows(IdsxmlException.class, () -> ConfigurationFile.read(path, 2)).code());
        assertThrows(IllegalArgumentException.class, () -> ConfigurationFile.read(path, -1));
    }
}
