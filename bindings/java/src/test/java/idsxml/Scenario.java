package idsxml;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs testdata/scenario/scenario.txt through the Java interface; testdata/scenario/README.md says what stands in it, and
 * in its transcript.
 */
final class Scenario {
    private static final Map<String, Command> COMMANDS = Map.ofEntries(
            Map.entry("releases", step -> named("release", Releases.all())),
            Map.entry("profiles", step -> named("profile", Releases.stockProfiles(step.operand(0)))),
            Map.entry("rules", Scenario::rules),
            Map.entry("explain", Scenario::explain),
            Map.entry("read", step -> bytes(step.bytes(step.operand(0)))),
            Map.entry("parse", Scenario::parse),
            Map.entry("detect-report", Scenario::detectReport),
            Map.entry("migrate", step -> step.migrated(Scenario::migrationLines)),
            Map.entry("migrate-report", step -> step.migrated(migration -> bytes(report(migration, step)))),
            Map.entry("threads", Scenario::threads),
            Map.entry("lint", Scenario::lint),
            Map.entry("lint-file", step -> step.linted(Scenario::findingLines)),
            Map.entry("lint-report", step -> step.linted(lint -> text(lint.report(step.option("format"), step.operand(0))))),
            Map.entry("diff", Scenario::diff),
            Map.entry("against", Scenario::against),
            Map.entry("three-way", Scenario::threeWay),
            Map.entry("merge", Scenario::merge),
            Map.entry("plan", Scenario::plan));

    private Scenario() {}

    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        out.print(transcript(Path.of(arguments[0])));
        out.flush();
    }

    static String transcript(Path testdata) throws IOException {
        return Files.readAllLines(testdata.resolve("scenario/scenario.txt")).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> "> " + line + "\n" + lines(new Step(line, testdata.toAbsolutePath())))
                .collect(Collectors.joining());
    }

    private static String lines(Step step) {
        try {
            return COMMANDS.get(step.command).run(step);
        } catch (IdsxmlException error) {
            return line("error", error.code(), place(error.position()), escaped(step.withoutFolder(error.message())),
                    escaped(step.withoutFolder(error.advice())), escaped(error.line()));
        }
    }

    // ---- steps ----

    private interface Command {
        String run(Step step);
    }

    private interface Use<T> {
        String of(T made);
    }

    /** A line of the scenario. */
    private static final class Step {
        final Path folder;
        final String command;
        final List<String> operands = new ArrayList<>();
        final Map<String, String> options = new HashMap<>();

        Step(String line, Path folder) {
            this.folder = folder;
            String[] words = line.split(" ");
            command = words[0];
            for (String word : Arrays.asList(words).subList(1, words.length)) {
                int equals = word.indexOf('=');
                if (equals < 0) {
                    operands.add(word);
                } else {
                    options.put(word.substring(0, equals), word.substring(equals + 1));
                }
            }
        }

        String operand(int index) {
            return operands.get(index);
        }

        String option(String name) {
            return options.getOrDefault(name, "");
        }

        boolean has(String name) {
            return options.containsKey(name);
        }

        String[] list(String name) {
            return Stream.of(option(name).split(",")).filter(item -> !item.isEmpty()).toArray(String[]::new);
        }

        String withoutFolder(String text) {
            return text.replace(folder + "/", "");
        }

        byte[] bytes(String name) {
            try (var file = ConfigurationFile.read(folder.resolve(name))) {
                return file.bytes();
            }
        }

        Configuration configuration(int operand) {
            return Configuration.parse(bytes(operand(operand)));
        }

        Rules rules() {
            return has("rules") ? Rules.load(folder.resolve(option("rules"))) : Rules.load();
        }

        MigrateOptions migrateOptions(Rules rules) {
            var options = MigrateOptions.to(option("to")).only(list("only")).skip(list("skip")).rules(rules);
            if (has("minimal")) {
                options = options.minimal();
            }
            return has("json") ? options.keycloakServerJson(bytes(option("json"))) : options;
        }

        LintOptions lintOptions(Rules rules) {
            var options = LintOptions.to(option("to")).only(list("only")).skip(list("skip")).rules(rules);
            for (String item : list("severities")) {
                String[] parts = item.split(":");
                options = options.severity(parts[0], Severity.valueOf(parts[1].toUpperCase(Locale.ROOT)));
            }
            return options;
        }

        DiffOptions diffOptions() {
            var options = DiffOptions.defaults();
            if (has("release")) {
                options = options.release(option("release"));
            }
            if (has("resolve")) {
                options = options.resolve();
            }
            return has("secrets") ? options.showSecrets() : options;
        }

        PlanOptions planOptions() {
            var options = PlanOptions.to(option("to"));
            options = has("from") ? options.from(option("from")) : options;
            options = has("platform") ? options.platform(option("platform")) : options;
            options = has("chart") ? options.chart(option("chart")) : options;
            options = has("home") ? options.home(Path.of(option("home"))) : options;
            options = has("release-name") ? options.releaseName(option("release-name")) : options;
            return has("namespace") ? options.namespace(option("namespace")) : options;
        }

        String migrated(Use<Migration> use) {
            try (var configuration = configuration(0);
                    var rules = rules();
                    var migration = configuration.migrate(migrateOptions(rules))) {
                return use.of(migration);
            }
        }

        String linted(Use<Lint> use) {
            byte[] bytes = bytes(operand(0));
            try (var rules = rules(); var lint = Lint.of(bytes, operand(0), lintOptions(rules))) {
                return use.of(lint);
            }
        }
    }

    private static String rules(Step step) {
        try (var rules = step.rules()) {
            return rules.list().stream()
                    .map(rule -> line("rule", rule.id(), word(rule.severity()), rule.product(), rule.release(),
                            rule.before().orElse(""), yes(rule.isForBoot()), yes(rule.isSafe()), escaped(rule.title())))
                    .collect(Collectors.joining());
        }
    }

    private static String explain(Step step) {
        try (var rules = step.rules()) {
            return text(rules.explain(step.operand(0)));
        }
    }

    private static String parse(Step step) {
        try (var configuration = step.configuration(0)) {
            return line("configuration", configuration.kind(), configuration.namespace(),
                    yes(configuration.hasKeycloak()), yes(configuration.isHa()))
                    + named("release", configuration.releases()) + bytes(configuration.bytes());
        }
    }

    private static String detectReport(Step step) {
        try (var configuration = step.configuration(0)) {
            return text(configuration.report(step.option("format"), step.operand(0)));
        }
    }

    private static byte[] report(Migration migration, Step step) {
        String format = step.option("format");
        return format.equals("diff") ? migration.patch(step.operand(0))
                : migration.report(format, step.operand(0)).getBytes(StandardCharsets.UTF_8);
    }

    private static String migrationLines(Migration migration) {
        return line("left", number(migration.leftToDo())) + findingLines(migration.findings())
                + edits("edit", migration.edits()) + bytes(migration.bytes());
    }

    private static String threads(Step step) {
        int count = Integer.parseInt(step.option("count"));
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try (var configuration = step.configuration(0); var rules = step.rules()) {
            var options = step.migrateOptions(rules);
            try (var first = configuration.migrate(options)) {
                byte[] bytes = first.bytes();
                int findings = first.findings().size();
                var all = new CountDownLatch(count);
                List<CompletableFuture<Boolean>> same = IntStream.range(0, count)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                            all.countDown();
                            await(all);
                            try (var again = configuration.migrate(options)) {
                                return Arrays.equals(again.bytes(), bytes) && again.findings().size() == findings;
                            }
                        }, threads)).collect(Collectors.toList());
                long equal = same.stream().filter(CompletableFuture::join).count();
                return line("threads", number(count), number(equal)) + bytes(bytes);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String lint(Step step) {
        try (var configuration = step.configuration(0);
                var rules = step.rules();
                var lint = configuration.lint(step.lintOptions(rules))) {
            return findingLines(lint);
        }
    }

    private static String diff(Step step) {
        try (var before = step.configuration(0);
                var after = step.configuration(1);
                var diff = before.diff(after, step.diffOptions())) {
            return diffLines(step, diff);
        }
    }

    private static String against(Step step) {
        try (var configuration = step.configuration(1);
                var diff = configuration.against(step.operand(0), step.options.get("profile"), step.diffOptions())) {
            return diffLines(step, diff);
        }
    }

    private static String diffLines(Step step, Diff diff) {
        if (step.has("format")) {
            return text(diff.report(step.option("format"), step.operand(0), step.operand(1)));
        }
        return line("same", yes(diff.meansTheSame())) + differences("difference", diff.differences());
    }

    private static String threeWay(Step step) {
        try (var base = step.configuration(0);
                var mine = step.configuration(1);
                var theirs = step.configuration(2);
                var threeWay = base.threeWay(mine, theirs, step.diffOptions())) {
            if (step.has("format")) {
                return text(threeWay.report(step.option("format"), step.operand(0), step.operand(1), step.operand(2)));
            }
            return differences("mine", threeWay.mine()) + differences("theirs", threeWay.theirs())
                    + differences("both", threeWay.both()) + threeWay.collisions().stream()
                    .map(collision -> difference("collision-mine", collision.mine())
                            + difference("collision-theirs", collision.theirs()))
                    .collect(Collectors.joining());
        }
    }

    private static String merge(Step step) {
        var options = MergeOptions.defaults();
        if (step.has("marker-size")) {
            options = options.markerSize(Integer.parseInt(step.option("marker-size")));
        }
        if (step.has("mine")) {
            options = options.mineName(step.option("mine"));
        }
        if (step.has("base")) {
            options = options.baseName(step.option("base"));
        }
        if (step.has("theirs")) {
            options = options.theirsName(step.option("theirs"));
        }
        var merge = Merge.of(step.bytes(step.operand(0)), step.bytes(step.operand(1)), step.bytes(step.operand(2)), options);
        return merge.conflictLines().stream().map(line -> line("conflict", number(line))).collect(Collectors.joining())
                + bytes(merge.bytes());
    }

    private static String plan(Step step) {
        if (!step.has("config")) {
            return text(Runbook.of(step.planOptions(), step.option("format")));
        }
        Path file = step.folder.resolve(step.option("config"));
        try (var configuration = Configuration.parse(step.bytes(step.option("config")))) {
            var options = step.planOptions().configuration(configuration, file.getFileName().toString());
            return text(Runbook.of(options, step.option("format")));
        }
    }

    // ---- lines of the transcript ----

    private static String line(String... fields) {
        return String.join("\t", fields) + "\n";
    }

    private static String named(String label, List<String> names) {
        return names.stream().map(name -> line(label, name)).collect(Collectors.joining());
    }

    private static String text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String bytes(byte[] bytes) {
        return line("bytes", number(bytes.length), hash(bytes));
    }

    private static String findingLines(Lint lint) {
        return findingLines(lint.findings());
    }

    private static String findingLines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> line("finding", finding.rule(), word(finding.severity()), word(finding.outcome()),
                        place(finding.position()), number(finding.length()), yes(finding.isInserted()),
                        yes(finding.isSuppressed()), finding.fingerprint(), escaped(finding.title()),
                        escaped(finding.message()), escaped(finding.help()), escaped(finding.path()),
                        escaped(finding.line()), escaped(finding.reason())) + edits("fix", finding.edits()))
                .collect(Collectors.joining());
    }

    private static String edits(String label, List<Edit> edits) {
        return edits.stream()
                .map(edit -> line(label, number(edit.begin()), number(edit.end()), number(edit.replacement().length),
                        hash(edit.replacement())))
                .collect(Collectors.joining());
    }

    private static String differences(String label, List<Difference> differences) {
        return differences.stream().map(difference -> difference(label, difference)).collect(Collectors.joining());
    }

    private static String difference(String label, Difference difference) {
        return line(label, word(difference.kind()), escaped(difference.address()), escaped(difference.attribute()),
                maybe(difference.before()), maybe(difference.after()), maybe(difference.defaultValue()),
                place(difference.positionBefore()), place(difference.positionAfter()))
                + difference.attributes().stream()
                .map(attribute -> line("attribute", escaped(attribute.name()), escaped(attribute.value())))
                .collect(Collectors.joining());
    }

    private static String maybe(Optional<String> text) {
        return text.map(value -> "=" + escaped(value)).orElse("-");
    }

    private static String place(Optional<Position> position) {
        return position.map(at -> at.offset() + ":" + at.line() + ":" + at.column()).orElse("-");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String number(long number) {
        return Long.toString(number);
    }

    private static String yes(boolean value) {
        return value ? "1" : "0";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0");
    }

    /** FNV-1a, 64 bits. */
    private static String hash(byte[] bytes) {
        long hash = new BigInteger("14695981039346656037").longValue();
        for (byte unit : bytes) {
            hash = (hash ^ (unit & 0xFF)) * 1099511628211L;
        }
        return String.format("%016x", hash);
    }
}
