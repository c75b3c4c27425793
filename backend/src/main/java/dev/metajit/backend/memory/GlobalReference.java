package dev.metajit.backend.memory;

/** A JNI global reference: keeps an object alive and tells machine code where it is. */
public final class GlobalReference {
  private final long handle;

  /** A reference to a non-null object. */
  public GlobalReference(Object object) {
    this.handle = NativeEntry.newGlobalReference(object);
    if (handle == 0) {
      throw new OutOfMemoryError("no more JNI global references");
    }
  }

  long handle() {
    return handle;
  }

  /** The address of the word that holds the object's current address. */
  public long address() {
    return HeapWindow.address(handle);
  }

  /** Gives the reference back; once. */
  public void release() {
    NativeEntry.deleteGlobalReference(handle);
  }
}
