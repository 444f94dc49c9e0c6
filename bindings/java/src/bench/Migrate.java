import idsxml.Configuration;
import idsxml.MigrateOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The best microseconds per call of parse, migrate, bytes; with "findings" those as well. */
final class Migrate {
    private static final MigrateOptions OPTIONS = MigrateOptions.to("keycloak:15");

    private static int call(byte[] input, boolean findings) {
        try (var configuration = Configuration.parse(input); var migration = configuration.migrate(OPTIONS)) {
            return migration.bytes().length + (findings ? migration.findings().size() : 0);
        }
    }

    public static void main(String[] arguments) throws IOException {
        byte[] input = Files.readAllBytes(Path.of(arguments[0]));
        boolean findings = arguments.length > 1;
        double best = 1e9;
        int size = 0;
        for (int round = 0; round < 100; ++round) {
            long began = System.nanoTime();
            for (int i = 0; i < 20; ++i) {
                size += call(input, findings);
            }
            best = Math.min(best, (System.nanoTime() - began) / 1e3 / 20);
        }
        System.out.printf("%.1f%n", best);
        System.exit(size == 0 ? 1 : 0);
    }
}
