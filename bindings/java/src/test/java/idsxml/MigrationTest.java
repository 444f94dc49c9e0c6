package idsxml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class MigrationTest {
    @Test
    void migratesToTheBytesThatServersJudged() {
        try (var configuration = Configuration.parse(Data.read(Data.STANDALONE));
                var migration = configuration.migrate(MigrateOptions.to("keycloak:15"))) {
            assertArrayEquals(Data.read(Data.STANDALONE.resolveSibling("migrated-15.xml")), migration.bytes());
        }
    }
}
