package idsxml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The functions of the C interface; {@code idsxml_jni.cpp} has them. A handle is a pointer: only {@link Handle} holds any. */
final class Native {
    static {
        NativeLibrary.load();
    }

    private Native() {}

    /** A text as C takes it: UTF-8 that ends at its first NUL, so there must be none. */
    static byte[] text(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A text with a NUL in it: " + text.replace('\0', '?'));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] textOrNull(String text) {
        return text == null ? null : text(text);
    }

    static byte[][] texts(List<String> texts) {
        return texts.stream().map(Native::text).toArray(byte[][]::new);
    }

    static String string(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** The lines of a text in which each one ends with a line feed, or all but the last. */
    static List<String> lines(byte[] utf8) {
        return string(utf8).lines().collect(Collectors.toUnmodifiableList());
    }

    /** Called by the native library where a function failed. */
    @SuppressWarnings("unused")
    private static void raise(byte[] packed) {
        throw IdsxmlException.read(new Packed(packed));
    }

    /** Called by the native library on the thread that called it. */
    @SuppressWarnings("unused")
    private static boolean advanced(Progress progress, long done, long total) {
        return progress.advanced(done, total);
    }

    static native byte[] version();

    static native byte[] releases();

    static native byte[] stockProfiles(byte[] release);

    static native long parse(byte[] bytes);

    static native void freeConfiguration(long configuration);

    static native byte[] configurationBytes(long configuration);

    static native byte[] configurationKind(long configuration);

    static native byte[] configurationNamespace(long configuration);

    static native int configurationHasKeycloak(long configuration);

    static native int configurationIsHa(long configuration);

    static native byte[] configurationReleases(long configuration);

    static native byte[] configurationReport(long configuration, byte[] format, byte[][] names);

    static native long loadRules(byte[] directory);

    static native void freeRules(long rules);

    static native byte[] rules(long rules);

    static native byte[] explain(long rules, byte[] id);

    static native long migrate(long configuration, long rules, byte[] to, boolean minimal, byte[][] only, byte[][] skip,
                               byte[] keycloakServerJson);

    static native void freeMigration(long migration);

    static native byte[] migrationBytes(long migration);

    static native int migrationLeftToDo(long migration);

    static native byte[] migrationEdits(long migration);

    static native byte[] migrationFindings(long migration);

    static native byte[] migrationReport(long migration, byte[] format, byte[][] names);

    static native long lint(long configuration, long rules, byte[] to, byte[][] only, byte[][] skip, byte[][] rated,
                            int[] severities);

    static native long lintBytes(byte[] bytes, byte[] name, long rules, byte[] to, byte[][] only, byte[][] skip,
                                 byte[][] rated, int[] severities);

    static native void freeLint(long lint);

    static native byte[] lintFindings(long lint);

    static native byte[] lintReport(long lint, byte[] format, byte[][] names);

    static native long diff(long before, long after, long rules, byte[] release, boolean resolve, boolean showSecrets);

    static native long against(long configuration, byte[] shippedWith, byte[] profile, long rules, byte[] release,
                               boolean resolve, boolean showSecrets);

    static native void freeDiff(long diff);

    static native int diffMeansTheSame(long diff);

    static native byte[] differences(long diff);

    static native byte[] diffReport(long diff, byte[] format, byte[][] names);

    static native long threeWay(long base, long mine, long theirs, long rules, byte[] release, boolean resolve,
                                boolean showSecrets);

    static native void freeThreeWay(long threeWay);

    static native byte[] threeWayDifferences(long threeWay, int side);

    static native byte[] collisions(long threeWay);

    static native byte[] threeWayReport(long threeWay, byte[] format, byte[][] names);

    static native byte[] merge(byte[] base, byte[] mine, byte[] theirs, long rules, int markerSize, byte[] mineName,
                               byte[] baseName, byte[] theirsName);

    static native long readFile(byte[] path, int maxSize);

    static native void freeFile(long file);

    static native byte[] fileBytes(long file);

    static native byte[] replaceFile(long file, byte[] bytes, boolean noBackup, byte[] backupDirectory,
                                     byte[] backupLabel, boolean inPlace);

    static native byte[] plan(byte[] to, byte[] from, byte[] platform, byte[] chart, long configuration,
                              byte[] configurationName, byte[] home, byte[] releaseName, byte[] namespace, byte[] format);

    static native long planUpgrade(byte[] oldHome, byte[] newHome, byte[] original, boolean ignorePorts, long rules);

    static native void freeUpgrade(long upgrade);

    static native byte[] upgradeSummary(long upgrade);

    static native byte[] obstacles(long upgrade);

    static native byte[] upgradeReport(long upgrade, byte[] format, byte[][] names);

    static native long runUpgrade(long upgrade, Progress progress);

    static native long resumeUpgrade(byte[] newHome, long rules, Progress progress);

    static native void freeUpgraded(long upgraded);

    static native int upgradedNeedsAttention(long upgraded);

    static native byte[] upgradedReport(long upgraded, byte[] format, byte[][] names);

    static native byte[] undoUpgrade(byte[] newHome, byte[] format);

    static native byte[] upgradeStage(byte[] newHome);
}
