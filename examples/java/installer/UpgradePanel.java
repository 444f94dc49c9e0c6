package installer;

import idsxml.Configuration;
import idsxml.ConfigurationFile;
import idsxml.Finding;
import idsxml.IdsxmlException;
import idsxml.MigrateOptions;
import idsxml.Migration;
import idsxml.Outcome;
import idsxml.ReplaceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands behind an installer's panel "Upgrade the server's configuration": the panel shows the rows of look(), and
 * calls upgrade() when the user goes on.
 */
public final class UpgradePanel {
    private final Path folder;
    private final String target;

    /** The folder is a server's standalone/configuration, the target what the installer is about to install: keycloak:15. */
    public UpgradePanel(Path folder, String target) {
        this.folder = folder;
        this.target = target;
    }

    /** What the panel shows for one file. */
    public static final class Row {
        public final Path file;
        public final String release; // the newest that could have written it; empty where none is known
        public final String state;
        public final List<String> problems; // what the user has to see to

        private Row(Path file, String release, String state, List<String> problems) {
            this.file = file;
            this.release = release;
            this.state = state;
            this.problems = problems;
        }
    }

    /** Says what would happen; changes nothing. */
    public List<Row> look() throws IOException {
        return rows((file, migration, release) -> migration.edits().isEmpty() ? "needs nothing" : "will be upgraded");
    }

    /** Does it. Each file is whole at any moment, and what it was is kept beside it. */
    public List<Row> upgrade() throws IOException {
        return rows((file, migration, release) -> {
            var options = release.isEmpty() ? ReplaceOptions.defaults()
                    : ReplaceOptions.defaults().backupLabel(release.replace(':', '-'));
            var replacement = file.replace(migration.bytes(), options);
            return replacement.backup().map(backup -> "upgraded; it was " + backup.getFileName()).orElse("needed nothing");
        });
    }

    private interface Step {
        String run(ConfigurationFile file, Migration migration, String release);
    }

    private List<Row> rows(Step step) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml")).sorted().map(file -> row(file, step))
                    .collect(Collectors.toList());
        }
    }

    private Row row(Path path, Step step) {
        try (var file = ConfigurationFile.read(path);
                var configuration = Configuration.parse(file.bytes());
                var migration = configuration.migrate(MigrateOptions.to(target))) {
            var releases = configuration.releases();
            String release = releases.isEmpty() ? "" : releases.get(releases.size() - 1);
            String state = step.run(file, migration, release);
            return new Row(path, release, state, problems(migration));
        } catch (IdsxmlException problem) {
            String where = problem.position().map(position -> "line " + position.line() + ": ").orElse("");
            return new Row(path, "", "stays as it is", List.of(where + problem.message() + ". " + problem.advice()));
        }
    }

    private static List<String> problems(Migration migration) {
        return migration.findings().stream().filter(finding -> finding.outcome() == Outcome.LEFT)
                .map(UpgradePanel::sentence).collect(Collectors.toList());
    }

    private static String sentence(Finding finding) {
        return finding.position().map(position -> "line " + position.line() + ": ").orElse("") + finding.message();
    }

    /** The panel for those who have no screen: FOLDER TARGET [upgrade]. */
    public static void main(String[] arguments) throws IOException {
        var panel = new UpgradePanel(Path.of(arguments[0]), arguments[1]);
        for (Row row : arguments.length == 3 ? panel.upgrade() : panel.look()) {
            System.out.println(row.file.getFileName() + " (" + row.release + "): " + row.state);
            row.problems.forEach(problem -> System.out.println("  " + problem));
        }
    }
}
