package dev.metajit.backend.memory;

import java.util.function.Supplier;

/**
 * The way from Java into machine code. A native method of this class is bound to an entry stub by
 * JNI's {@code RegisterNatives}; that costs some 9 ns per call. On JDK 22 and later {@link
 * CriticalEntry} is faster and stays in Java state.
 */
public final class NativeEntry {
  /** How the thread is while it is in machine code. */
  public enum Mode {
    /** In native state: safepoints do not wait, objects may move. */
    NATIVE,
    /** In Java state: no safepoint can come (JDK 22 and later). */
    CRITICAL,
    /** In native state, with collections locked out by a critical primitive array. */
    LOCKED
  }

  private static final byte[] LOCK = new byte[8];

  private static boolean installed;
  private static String failure;
  private static long criticalStub;

  private NativeEntry() {}

  private static native long enter0(long code, long frame);

  private static native long enterLocked0(long code, long frame, byte[] lock);

  private static native long newGlobalReference0(Object object);

  private static native void deleteGlobalReference0(long handle);

  private static native Object resolve0(long handle);

  /**
   * Makes the entries work, once per process.
   *
   * @throws NativeAccessException if the platform does not let us
   */
  public static synchronized void install(Supplier<EntryStubs> stubs) throws NativeAccessException {
    if (!installed) {
      installed = true;
      failure = tryInstall(stubs);
    }
    if (failure != null) {
      throw new NativeAccessException(failure);
    }
  }

  private static String tryInstall(Supplier<EntryStubs> stubs) {
    try {
      bind(stubs.get());
      return null;
    } catch (NativeAccessException e) {
      return e.getMessage();
    } catch (LinkageError | RuntimeException e) {
      return "native calls are not available: " + e;
    }
  }

  private static void bind(EntryStubs stubs) throws NativeAccessException {
    CodeMemory memory = CodeMemory.create(4096, null);
    JniFunctions jni = new JniFunctions(place(memory, stubs.identity()));
    bind(jni, "enter0", "(JJ)J", place(memory, stubs.enter()));
    bind(jni, "enterLocked0", "(JJ[B)J", place(memory, stubs.enterLocked()));
    String takesObject = "(Ljava/lang/Object;)J";
    bind(jni, "newGlobalReference0", takesObject, place(memory, stubs.newGlobalReference()));
    bind(jni, "deleteGlobalReference0", "(J)V", place(memory, stubs.deleteGlobalReference()));
    bind(jni, "resolve0", "(J)Ljava/lang/Object;", place(memory, stubs.resolve()));
    criticalStub = place(memory, stubs.enterCritical());
  }

  private static void bind(JniFunctions jni, String name, String signature, long code)
      throws NativeAccessException {
    jni.bind(NativeEntry.class, name, signature, code);
  }

  private static long place(CodeMemory memory, byte[] code) {
    CodeBlock block = memory.allocate(code.length);
    block.write(0, code, code.length);
    return block.executable();
  }

  /** Where the stub of critical entries stands. */
  static long criticalStub() {
    return criticalStub;
  }

  /**
   * True if {@link Mode#CRITICAL} works on this JVM; false is no error. The first call links it.
   */
  public static boolean hasCriticalMode() {
    return CriticalEntry.isAvailable();
  }

  /**
   * Runs code on the calling thread's frame.
   *
   * @param code an address in a {@link CodeBlock}
   * @param frame {@link NativeFrame#address}
   * @return what the code returns
   */
  public static long enter(Mode mode, long code, long frame) {
    return switch (mode) {
      case NATIVE -> enter0(code, frame);
      case CRITICAL -> CriticalEntry.enter(code, frame);
      case LOCKED -> enterLocked0(code, frame, LOCK);
    };
  }

  /**
   * A new JNI global reference to a non-null object, with its tag bits; 0 if there is no memory.
   */
  static long newGlobalReference(Object object) {
    return newGlobalReference0(object);
  }

  static void deleteGlobalReference(long handle) {
    deleteGlobalReference0(handle);
  }

  /** The object of a JNI reference; null for 0 or a cleared one. */
  static Object resolve(long handle) {
    return resolve0(handle);
  }
}
