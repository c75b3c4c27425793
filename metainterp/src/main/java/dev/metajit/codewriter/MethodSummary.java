package dev.metajit.codewriter;

import dev.metajit.trace.Storage;
import java.util.Set;

/**
 * What the code of one method does by itself, by name.
 *
 * @param access access flags
 * @param unknown true if it contains what the analysis does not follow
 * @param fields accesses of fields
 * @param readArrays storages of the array elements that it reads
 * @param writtenArrays storages of the array elements that it writes
 * @param calls methods that it calls
 * @param classes internal names of the classes that it may initialize
 */
record MethodSummary(
    int access,
    boolean unknown,
    Set<FieldUse> fields,
    Set<Storage> readArrays,
    Set<Storage> writtenArrays,
    Set<CallUse> calls,
    Set<String> classes) {
  /** An access of a field. */
  record FieldUse(String owner, String name, String desc, boolean isStatic, boolean write) {}

  /**
   * A call.
   *
   * @param dispatches true if the receiver's class decides
   */
  record CallUse(String owner, String name, String desc, boolean dispatches) {}
}
