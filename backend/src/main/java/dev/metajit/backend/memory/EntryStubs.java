package dev.metajit.backend.memory;

/**
 * The pieces of machine code through which Java gets into traces; position independent, written by
 * a CPU's calling convention for the platform's C calling convention.
 *
 * @param identity {@code long f(long)}, returns its argument
 * @param enter JNI: {@code jlong f(JNIEnv*, jclass, jlong code, jlong frame)}, runs code on a frame
 * @param enterCritical {@code long f(long code, long frame)}
 * @param enterLocked JNI as {@code enter}, with one more argument: a reference to a primitive
 *     array, which it holds between {@code GetPrimitiveArrayCritical} and its release while the
 *     code runs
 * @param newGlobalReference JNI: {@code jlong f(JNIEnv*, jclass, jobject)}, makes a JNI global
 *     reference
 * @param deleteGlobalReference JNI: {@code void f(JNIEnv*, jclass, jlong handle)}
 * @param resolve JNI: {@code jobject f(JNIEnv*, jclass, jlong handle)}, returns the handle
 */
public record EntryStubs(
    byte[] identity,
    byte[] enter,
    byte[] enterCritical,
    byte[] enterLocked,
    byte[] newGlobalReference,
    byte[] deleteGlobalReference,
    byte[] resolve) {

  /** A function of the table that {@code JNIEnv} points to. */
  public enum EnvFunction {
    NEW_GLOBAL_REF(JniFunctions.NEW_GLOBAL_REF),
    DELETE_GLOBAL_REF(JniFunctions.DELETE_GLOBAL_REF),
    GET_PRIMITIVE_ARRAY_CRITICAL(JniFunctions.GET_PRIMITIVE_ARRAY_CRITICAL),
    RELEASE_PRIMITIVE_ARRAY_CRITICAL(JniFunctions.RELEASE_PRIMITIVE_ARRAY_CRITICAL);

    private final int index;

    EnvFunction(int index) {
      this.index = index;
    }

    /** The function pointer's offset in the table, in bytes. */
    public int offset() {
      return 8 * index;
    }
  }
}
