package idsxml;

import java.util.List;
import java.util.Objects;

/** What an upgrade of an installed server would do, and {@link #run} does. May be shared by threads. */
public final class UpgradePlan implements AutoCloseable {
    /** What a plan takes, roughly. */
    static final long SIZE = 64 << 10;

    private final Handle handle;

    private UpgradePlan(long pointer) {
        handle = new Handle("plan of an upgrade", pointer, SIZE, Native::freeUpgrade);
    }

    /**
     * Looks at both homes and changes nothing.
     *
     * @param options which they are
     * @return the plan, for the caller to close
     * @throws IdsxmlException UPG001 and others, IO001 and others
     */
    public static UpgradePlan of(UpgradeOptions options) {
        byte[] oldHome = NativePath.bytes(options.oldHome);
        byte[] newHome = NativePath.bytes(options.newHome);
        byte[] original = options.original == null ? null : NativePath.bytes(options.original);
        return new UpgradePlan(Rules.use(options.rules, rules ->
                Native.planUpgrade(oldHome, newHome, original, options.ignorePorts, rules)));
    }

    /**
     * The release of the old home.
     *
     * @return such as keycloak:12
     */
    public String from() {
        return summary().from;
    }

    /**
     * The release of the new home.
     *
     * @return such as keycloak:15
     */
    public String to() {
        return summary().to;
    }

    /**
     * How much there is to do.
     *
     * @return how many files, folders and links would be made
     */
    public int actionCount() {
        return summary().actionCount;
    }

    /**
     * How much would be copied.
     *
     * @return bytes
     */
    public long bytes() {
        return summary().bytes;
    }

    /**
     * How much space it takes on the disk of the new home.
     *
     * @return bytes, at most
     */
    public long spaceNeeded() {
        return summary().spaceNeeded;
    }

    /**
     * How much space there was on that disk.
     *
     * @return bytes
     */
    public long spaceFree() {
        return summary().spaceFree;
    }

    /**
     * Whether a person has something to do.
     *
     * @return true if so; the report says what
     */
    public boolean needsAttention() {
        return summary().needsAttention;
    }

    /**
     * What stood in the way when it was planned: a server that runs, a port that is taken, too little space.
     *
     * @return what {@link #run} would throw; read anew by every call
     */
    public List<IdsxmlException> obstacles() {
        return handle.use(plan -> new Packed(Native.obstacles(plan)).list(IdsxmlException::read));
    }

    /**
     * What {@code idsxml upgrade --dry-run} prints.
     *
     * @param format text or json
     * @return the report
     * @throws IdsxmlException CLI003 for an unknown format
     */
    public String report(String format) {
        return Native.string(Report.of(handle, Native::upgradeReport, format));
    }

    /**
     * Carries it out. Whatever interrupts it, it can be resumed or undone.
     *
     * @param progress is told how far it is, and may stop it: {@code (done, total) -> true} does not
     * @return what was done, for the caller to close
     * @throws IdsxmlException UPG018 where the progress stopped it; an obstacle that there is now; UPG… and IO… else
     */
    public Upgraded run(Progress progress) {
        Objects.requireNonNull(progress);
        return new Upgraded(handle.use(plan -> Native.runUpgrade(plan, progress)));
    }

    @Override
    public void close() {
        handle.close();
    }

    private Summary summary() {
        return handle.use(plan -> new Summary(new Packed(Native.upgradeSummary(plan))));
    }

    private static final class Summary {
        final String from;
        final String to;
        final int actionCount;
        final long bytes;
        final long spaceNeeded;
        final long spaceFree;
        final boolean needsAttention;

        Summary(Packed packed) {
            from = packed.text();
            to = packed.text();
            actionCount = packed.number();
            bytes = packed.large();
            spaceNeeded = packed.large();
            spaceFree = packed.large();
            needsAttention = packed.flag();
        }
    }
}
