package dev.metajit.trace;

import java.util.Set;

/**
 * What a callee may do (RPython's {@code effectinfo.py}).
 *
 * @param extra the level; the sets say something only at {@link Extra#CANNOT_RAISE} and {@link
 *     Extra#CAN_RAISE}
 * @param readFields fields that the callee may read
 * @param writtenFields fields that the callee may write
 * @param readArrays element storages that the callee may read
 * @param writtenArrays element storages that the callee may write
 */
public record EffectInfo(
    Extra extra,
    Set<FieldDescr> readFields,
    Set<FieldDescr> writtenFields,
    Set<Storage> readArrays,
    Set<Storage> writtenArrays) {

  /** How much the callee may do, from nothing to anything. */
  public enum Extra {
    ELIDABLE_CANNOT_RAISE,
    /**
     * The result depends on the arguments alone but for its identity: it may be a new object each
     * time. Nothing is thrown.
     */
    PURE_ALLOCATION,
    ELIDABLE_CAN_RAISE,
    LOOP_INVARIANT,
    CANNOT_RAISE,
    CAN_RAISE,
    /** May read every field and array, writes none of them, may throw. */
    READS_ANYTHING,
    /**
     * Anything: reads and writes every field and array, may synchronize, run other threads' code,
     * throw.
     */
    RANDOM
  }

  /** A callee that may do anything. */
  public static final EffectInfo RANDOM = of(Extra.RANDOM);

  /** A callee with this level that reads and writes nothing of note. */
  public static EffectInfo of(Extra extra) {
    return new EffectInfo(extra, Set.of(), Set.of(), Set.of(), Set.of());
  }

  public boolean isElidable() {
    return extra == Extra.ELIDABLE_CANNOT_RAISE || extra == Extra.ELIDABLE_CAN_RAISE;
  }

  /**
   * True if it makes no difference when the callee is called, or whether at all, as long as nobody
   * has its result.
   */
  public boolean isPure() {
    return isElidable() || extra == Extra.PURE_ALLOCATION;
  }

  public boolean canRaise() {
    return switch (extra) {
      case ELIDABLE_CAN_RAISE, CAN_RAISE, READS_ANYTHING, RANDOM -> true;
      default -> false;
    };
  }

  public boolean isRandom() {
    return extra == Extra.RANDOM;
  }

  /** True if there is nothing that it is known not to read. */
  public boolean mayReadAnything() {
    return extra == Extra.READS_ANYTHING || isRandom();
  }

  public boolean mayRead(FieldDescr field) {
    return mayReadAnything() || readFields.contains(field);
  }

  public boolean mayWrite(FieldDescr field) {
    return isRandom() || writtenFields.contains(field);
  }

  public boolean mayReadArray(Storage storage) {
    return mayReadAnything() || readArrays.contains(storage);
  }

  public boolean mayWriteArray(Storage storage) {
    return isRandom() || writtenArrays.contains(storage);
  }
}
