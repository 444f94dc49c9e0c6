package idsxml;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** What an upgrade has done. May be shared by threads. */
public final class Upgraded implements AutoCloseable {
    private final Handle handle;

    Upgraded(long pointer) {
        handle = new Handle("upgrade", pointer, UpgradePlan.SIZE, Native::freeUpgraded);
    }

    /**
     * Goes on with an upgrade that was interrupted, to the same end.
     *
     * @param newHome  the home that it is an upgrade into
     * @param progress is told how far it is, and may stop it: {@code (done, total) -> true} does not
     * @return what was done, for the caller to close
     * @throws IdsxmlException UPG009 where there is none; UPG018 where the progress stopped it; UPG… and IO… else
     */
    public static Upgraded resume(Path newHome, Progress progress) {
        return resumed(newHome, progress, null);
    }

    /**
     * The same with rules instead of those of the library, where it was planned so.
     *
     * @param newHome  the home that it is an upgrade into
     * @param progress is told how far it is, and may stop it
     * @param rules    the rules; they stay the caller's
     * @return what was done, for the caller to close
     */
    public static Upgraded resume(Path newHome, Progress progress, Rules rules) {
        return resumed(newHome, progress, Objects.requireNonNull(rules));
    }

    /**
     * Makes of a new home what it was before an upgrade, finished or not; where there was none, nothing is done. Whatever
     * was done to the carried files since is lost.
     *
     * @param newHome the home that it was an upgrade into
     * @param format  text or json
     * @return what {@code idsxml upgrade --undo} prints
     * @throws IdsxmlException CLI003 for an unknown format, before anything is done; UPG… and IO… else
     */
    public static String undo(Path newHome, String format) {
        return Native.string(Native.undoUpgrade(NativePath.bytes(newHome), Native.text(format)));
    }

    /**
     * How far an upgrade into a home is.
     *
     * @param newHome the home
     * @return the stage
     * @throws IdsxmlException UPG010 and others, IO001 and others
     */
    public static UpgradeStage stage(Path newHome) {
        String stage = Native.string(Native.upgradeStage(NativePath.bytes(newHome)));
        return UpgradeStage.valueOf(stage.toUpperCase(Locale.ROOT));
    }

    /**
     * Whether a person has something to do.
     *
     * @return true if so; the report says what
     */
    public boolean needsAttention() {
        return handle.use(Native::upgradedNeedsAttention) != 0;
    }

    /**
     * What {@code idsxml upgrade} prints at its end.
     *
     * @param format text or json
     * @return the report
     * @throws IdsxmlException CLI003 for an unknown format
     */
    public String report(String format) {
        return Native.string(Report.of(handle, Native::upgradedReport, format));
    }

    @Override
    public void close() {
        handle.close();
    }

    private static Upgraded resumed(Path newHome, Progress progress, Rules rules) {
        Objects.requireNonNull(progress);
        byte[] home = NativePath.bytes(newHome);
        return new Upgraded(Rules.use(rules, given -> Native.resumeUpgrade(home, given, progress)));
    }
}
