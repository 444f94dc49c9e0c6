package idsxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class UpgradeTest {
    private static final Progress GO_ON = (done, total) -> true;
    private static final String CONFIGURATION = "<server xmlns='urn:jboss:domain:14.0'>\n  <profile>\n"
            + "    <subsystem xmlns='urn:jboss:domain:keycloak-server:1.1'/>\n  </profile>\n</server>\n";

    @TempDir
    Path folder;
    Path oldHome;
    Path newHome;
    Map<String, String> before;

    @BeforeEach
    void twoHomes() throws IOException {
        oldHome = folder.resolve("kc old%20");
        newHome = folder.resolve("kc new");
        makeHome(oldHome, "12.0.4");
        makeHome(newHome, "15.0.2");
        put(oldHome.resolve("standalone/data/keycloak.mv.db"), "database ".repeat(100_000));
        put(oldHome.resolve("standalone/deployments/our app.war"), "war");
        put(oldHome.resolve("standalone/log/server.log"), "log");
        put(oldHome.resolve("providers/spi.jar"), "provider");
        put(oldHome.resolve("themes/acme/login/theme.properties"), "parent=keycloak\n");
        before = tree(newHome);
    }

    private static void makeHome(Path home, String version) throws IOException {
        put(home.resolve("version.txt"), "Keycloak - Version " + version + "\n");
        put(home.resolve("jboss-modules.jar"), "jar of " + version);
        put(home.resolve("bin/standalone.sh"), "#!/bin/sh\n");
        put(home.resolve("modules/layers.conf"), "layers=keycloak\n");
        put(home.resolve("standalone/configuration/standalone.xml"), CONFIGURATION);
    }

    private static void put(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** All that is in a home: what it is, when it was changed, what is in it. */
    private static Map<String, String> tree(Path home) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.filter(each -> !each.equals(home)).collect(Collectors.toList())) {
                String content = Files.isDirectory(path) ? "" : " " + Arrays.hashCode(Files.readAllBytes(path));
                tree.put(home.relativize(path).toString(), Files.getPosixFilePermissions(path) + " "
                        + Files.getLastModifiedTime(path) + content);
            }
        }
        return tree;
    }

    /** What an upgrade has made of the new home; what is written anew each time counts by its name alone. */
    private Map<String, String> carried() throws IOException {
        var tree = tree(newHome);
        tree.keySet().removeIf(path -> path.startsWith(".idsxml-upgrade"));
        tree.computeIfPresent("standalone/configuration/standalone.xml", (path, look) -> "");
        return tree;
    }

    private UpgradePlan plan() {
        return UpgradePlan.of(UpgradeOptions.of(oldHome, newHome));
    }

    private void run(Progress progress) {
        try (var plan = plan(); var upgraded = plan.run(progress)) {
            assertFalse(upgraded.report("text").isEmpty());
        }
    }

    private static IdsxmlException refused(String code, Executable call) {
        var error = assertThrows(IdsxmlException.class, call);
        assertEquals(code, error.code(), error.message());
        return error;
    }

    @Test
    void aPlanSaysWhatWouldBeDoneAndChangesNothing() throws IOException {
        var old = tree(oldHome);
        try (var plan = plan()) {
            assertEquals("keycloak:12", plan.from());
            assertEquals("keycloak:15", plan.to());
            assertTrue(plan.actionCount() >= 5);
            assertTrue(plan.bytes() > 900_000 && plan.spaceNeeded() >= plan.bytes());
            assertTrue(plan.spaceFree() > 0);
            assertEquals(List.of(), plan.obstacles());
            assertTrue(plan.report("text").contains("carried over: 1 file, 8 bytes"));
            assertTrue(plan.report("json").contains("\"providers/spi.jar\""));
            refused("CLI003", () -> plan.report("fax"));
        }
        assertEquals(old, tree(oldHome));
        assertEquals(before, tree(newHome));
        assertEquals(UpgradeStage.NONE, Upgraded.stage(newHome));
    }

    @Test
    void runCarriesOverWhatIsTheUsersOwn() throws IOException {
        var old = tree(oldHome);
        List<Long> places = new ArrayList<>();
        try (var plan = plan(); var upgraded = plan.run((done, total) -> {
            assertEquals(plan.bytes(), total);
            assertTrue(places.isEmpty() || places.get(places.size() - 1) <= done);
            return places.add(done);
        })) {
            assertEquals(plan.bytes(), places.get(places.size() - 1));
            assertEquals(plan.needsAttention(), upgraded.needsAttention());
            assertTrue(upgraded.report("json").contains("\"finished\""));
            assertTrue(upgraded.report("text").contains(newHome.toString()));
            refused("CLI003", () -> upgraded.report("fax"));
        }
        assertEquals("provider", Files.readString(newHome.resolve("providers/spi.jar")));
        assertEquals("Keycloak - Version 15.0.2\n", Files.readString(newHome.resolve("version.txt")));
        assertEquals(UpgradeStage.FINISHED, Upgraded.stage(newHome));
        assertEquals(old, tree(oldHome));
        refused("UPG008", this::plan);
    }

    @Test
    void undoGivesTheHomeFromBefore() throws IOException {
        run(GO_ON);
        assertNotEquals(before, tree(newHome));
        refused("CLI003", () -> Upgraded.undo(newHome, "fax"));
        assertTrue(Upgraded.undo(newHome, "json").contains("\"undone\""));
        assertEquals(before, tree(newHome));
        assertEquals(UpgradeStage.NONE, Upgraded.stage(newHome));
        assertFalse(Upgraded.undo(newHome, "text").isEmpty()); // says that there is nothing to undo
    }

    @Test
    void whatProgressStopsIsResumedToTheSameEnd() throws IOException {
        run(GO_ON);
        var undisturbed = carried();
        Upgraded.undo(newHome, "text");

        List<Long> places = new ArrayList<>();
        var stopped = refused("UPG018", () -> run((done, total) -> !places.add(done)));
        assertFalse(stopped.advice().isEmpty());
        assertEquals(1, places.size(), "Who has said stop is not asked again");
        assertEquals(UpgradeStage.BEGUN, Upgraded.stage(newHome));

        try (var rules = Rules.load()) {
            refused("UPG018", () -> Upgraded.resume(newHome, (done, total) -> false, rules));
        }
        try (var upgraded = Upgraded.resume(newHome, GO_ON)) {
            assertTrue(upgraded.report("json").contains("\"finished\""));
        }
        assertEquals(undisturbed, carried());
    }

    @Test
    void whatIsStoppedIsUndone() throws IOException {
        refused("UPG018", () -> run((done, total) -> false));
        Upgraded.undo(newHome, "text");
        assertEquals(before, tree(newHome));
        assertEquals(UpgradeStage.NONE, Upgraded.stage(newHome));
    }

    /** As a compiler of another language would let it. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> boolean thrown(Throwable what) throws T {
        throw (T) what;
    }

    @Test
    void whatProgressThrowsComesOutAsItIs() throws IOException {
        var old = tree(oldHome);
        for (Throwable what : List.of(new IllegalStateException("mine"), new StackOverflowError(), new IOException("mine"))) {
            assertSame(what, assertThrows(Throwable.class, () -> run((done, total) -> thrown(what))));
            assertEquals(UpgradeStage.BEGUN, Upgraded.stage(newHome));
            assertSame(what, assertThrows(Throwable.class, () -> Upgraded.resume(newHome, (done, total) -> thrown(what))));
            Upgraded.undo(newHome, "text");
            assertEquals(before, tree(newHome));
        }
        assertEquals(old, tree(oldHome));
    }

    /** Even where nothing is left to be stopped. */
    @Test
    void whatProgressThrowsAtTheEndComesOutAsWell() {
        var what = new IllegalStateException("mine");
        assertSame(what, assertThrows(Throwable.class, () -> run((done, total) -> done < total || thrown(what))));
        try (var upgraded = Upgraded.resume(newHome, GO_ON)) {
            assertEquals(UpgradeStage.FINISHED, Upgraded.stage(newHome));
            assertTrue(upgraded.report("json").contains("\"finished\""));
        }
    }

    /** It holds what its caller holds, and may call the library itself. */
    @Test
    void progressIsToldByTheThreadThatCalled() throws InterruptedException {
        var failure = new Throwable[1];
        var callers = new ArrayList<Thread>();
        var small = new Thread(null, () -> run((done, total) -> {
            assertEquals(UpgradeStage.BEGUN, Upgraded.stage(newHome));
            return callers.add(Thread.currentThread());
        }), "small", 160 << 10);
        small.setUncaughtExceptionHandler((which, thrown) -> failure[0] = thrown);
        small.start();
        small.join();
        assertEquals(null, failure[0]);
        assertFalse(callers.isEmpty());
        callers.forEach(caller -> assertSame(small, caller));
    }

    @Test
    void obstaclesAreTold() throws Exception {
        String[] likeAServer = {"sh", "-c", "echo started; read line", "-Djboss.home.dir=" + oldHome, "org.jboss.as.standalone"};
        Process server = new ProcessBuilder(likeAServer).start();
        assertEquals('s', server.getInputStream().read()); // it has its command line once it speaks
        try (var plan = plan()) {
            var obstacles = plan.obstacles();
            assertEquals(List.of("UPG005"), obstacles.stream().map(IdsxmlException::code).collect(Collectors.toList()));
            assertTrue(obstacles.get(0).message().contains(Long.toString(server.pid())), obstacles.get(0).message());
            assertFalse(obstacles.get(0).advice().isEmpty());
            refused("UPG005", () -> plan.run(GO_ON));
            server.destroy();
            server.waitFor();
            plan.run(GO_ON).close(); // it is looked at anew
        } finally {
            server.destroy();
        }
    }

    @Test
    void optionsSayMore() throws IOException {
        put(oldHome.resolve("bin/standalone.sh"), "#!/bin/sh\n# ours\n");
        Path original = folder.resolve("original");
        makeHome(original, "12.0.4");
        var options = UpgradeOptions.of(oldHome, newHome).original(original).ignorePorts();
        UpgradePlan plan;
        try (var rules = Rules.load()) {
            plan = UpgradePlan.of(options.rules(rules));
        }
        try (plan) {
            assertTrue(plan.report("text").contains("+# ours"));
            plan.run(GO_ON).close(); // with rules that are closed
        }
    }

    @Test
    void mistakesAreErrors() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        var error = refused("UPG001", () -> UpgradePlan.of(UpgradeOptions.of(nowhere, newHome)));
        assertTrue(error.message().contains(nowhere.toString()), error.message());
        refused("UPG001", () -> UpgradePlan.of(UpgradeOptions.of(oldHome, folder)));
        refused("UPG003", () -> UpgradePlan.of(UpgradeOptions.of(newHome, oldHome)));
        refused("UPG004", () -> UpgradePlan.of(UpgradeOptions.of(oldHome, oldHome)));
        refused("UPG009", () -> Upgraded.resume(newHome, GO_ON));
        refused("IO001", () -> Upgraded.undo(nowhere, "text"));
        refused("IO001", () -> Upgraded.stage(nowhere));
        assertEquals(before, tree(newHome));
    }

    @Test
    void whatIsNoArgumentIsRefused() {
        try (var plan = plan()) {
            List<Executable> nothing = List.of(() -> UpgradePlan.of(null), () -> UpgradeOptions.of(null, newHome),
                    () -> UpgradeOptions.of(oldHome, null), () -> UpgradeOptions.of(oldHome, newHome).original(null),
                    () -> UpgradeOptions.of(oldHome, newHome).rules(null), () -> plan.run(null), () -> plan.report(null),
                    () -> Upgraded.resume(null, GO_ON), () -> Upgraded.resume(newHome, null),
                    () -> Upgraded.resume(newHome, GO_ON, null), () -> Upgraded.undo(null, "text"),
                    () -> Upgraded.undo(newHome, null), () -> Upgraded.stage(null));
            for (Executable call : nothing) {
                assertThrows(NullPointerException.class, call);
            }
        }
        assertEquals(UpgradeStage.NONE, Upgraded.stage(newHome));
    }

    @Test
    void closedThingsSaySo() {
        var plan = plan();
        var upgraded = plan.run(GO_ON);
        plan.close();
        plan.close();
        assertFalse(upgraded.report("text").isEmpty(), "What a plan made stays when it is closed");
        upgraded.close();
        upgraded.close();
        List<Executable> calls = List.of(plan::from, plan::bytes, plan::obstacles, () -> plan.report("text"),
                () -> plan.run(GO_ON), upgraded::needsAttention, () -> upgraded.report("text"));
        for (Executable call : calls) {
            assertTrue(assertThrows(IllegalStateException.class, call).getMessage().endsWith(" is closed"));
        }
    }

    /** Whoever closes a plan that is being carried out waits for nothing and spoils nothing. */
    @Test
    void aPlanMayBeClosedByItsProgress() {
        var plan = plan();
        try (var upgraded = plan.run((done, total) -> {
            plan.close();
            return true;
        })) {
            assertEquals(UpgradeStage.FINISHED, Upgraded.stage(newHome));
        }
    }
}
