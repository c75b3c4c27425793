package dev.metajit.codewriter;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import dev.metajit.trace.Storage;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Calls of the JDK's methods on whole arrays, which touch elements of one storage and no others.
 */
public final class ArrayCalls {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final Map<Storage, CallDescr> COPIES = new EnumMap<>(Storage.class);
  private static final Map<Storage, CallDescr> CLONES = new EnumMap<>(Storage.class);

  static {
    for (Storage storage : Storage.values()) {
      Set<Storage> own = Set.of(storage);
      EffectInfo copies = new EffectInfo(Extra.CAN_RAISE, Set.of(), Set.of(), own, own);
      EffectInfo clones = new EffectInfo(Extra.CAN_RAISE, Set.of(), Set.of(), own, Set.of());
      COPIES.put(storage, new CallDescr("java.lang.System.arraycopy", copyHandle(), copies));
      CLONES.put(storage, new CallDescr("java.lang.Object.clone", cloneHandle(storage), clones));
    }
  }

  private ArrayCalls() {}

  /**
   * {@code System.arraycopy} as a handle calls it. A handle of that method itself throws a {@code
   * NullPointerException} whatever is wrong, once HotSpot's C1 has compiled the call (seen on 17
   * and 25).
   */
  @SuppressWarnings("SuspiciousSystemArraycopy")
  private static void copyRange(Object from, int first, Object to, int target, int length) {
    System.arraycopy(from, first, to, target, length);
  }

  /** Calls {@code System.arraycopy}. */
  static MethodHandle copyHandle() {
    MethodType type =
        MethodType.methodType(
            void.class, Object.class, int.class, Object.class, int.class, int.class);
    return Linkage.linkage(() -> LOOKUP.findStatic(ArrayCalls.class, "copyRange", type));
  }

  private static MethodHandle cloneHandle(Storage storage) {
    MethodType type = MethodType.methodType(Object.class);
    Class<?> array = storage.type().arrayType();
    return Linkage.linkage(() -> Trusted.LOOKUP.findVirtual(array, "clone", type));
  }

  /** {@code System.arraycopy} between two arrays of this storage. */
  public static CallDescr copy(Storage storage) {
    return COPIES.get(storage);
  }

  /** {@code clone} of an array of this storage. */
  public static CallDescr clone(Storage storage) {
    return CLONES.get(storage);
  }
}
