package dev.metajit.backend.jvm;

import dev.metajit.trace.Operation;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What HotSpot can see of the references at one point of a trace: their types, and which are null.
 */
final class KnownTypes {
  private final Map<Variable, Class<?>> types = new HashMap<>();
  private final Set<Variable> nonNull = new HashSet<>();
  private final Map<Value, Storage> expected = new HashMap<>();

  /**
   * @param trace whose accesses to elements tell what arrays are to be expected
   */
  KnownTypes(Trace trace) {
    for (Operation operation : trace.operations()) {
      boolean isAccess = operation.op().isLoad() || operation.op().isStore();
      if (isAccess && operation.op().text().contains("arrayitem")) {
        expected.putIfAbsent(operation.argument(0), operation.array().storage());
      }
    }
  }

  /** What an array most likely holds; null if nothing tells. HotSpot does not see this. */
  Storage expectedStorage(Value array) {
    return expected.get(array);
  }

  void isInstance(Value value, Class<?> type) {
    // HotSpot puts no trust in interface types
    if (value instanceof Variable variable && !type.isInterface()) {
      types.put(variable, type);
    }
  }

  void isNonNull(Value value) {
    if (value instanceof Variable variable) {
      nonNull.add(variable);
    }
  }

  boolean knowsNonNull(Variable variable) {
    return nonNull.contains(variable);
  }

  boolean knowsInstance(Variable variable, Class<?> type) {
    Class<?> known = types.get(variable);
    return known != null && type.isAssignableFrom(known);
  }

  /** The array class that HotSpot sees, or null. */
  Class<?> arrayType(Variable variable) {
    Class<?> type = types.get(variable);
    return type != null && type.isArray() ? type : null;
  }
}
