package dev.metajit.optimizer;

import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import java.lang.reflect.Array;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Reads the memory of constant objects that never changes: immutable fields, and arrays in fields
 * that say so.
 */
final class Immutables {
  private final Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What the load gives, or null if that may change. */
  Constant read(Operation load) {
    if (!(load.argument(0) instanceof Constant base) || base.ref() == null) {
      return null;
    }
    return load.descr() instanceof FieldDescr field
        ? field(base.ref(), field)
        : item(base.ref(), load);
  }

  private Constant field(Object object, FieldDescr field) {
    boolean hasField = field.isStatic() || field.owner().isInstance(object);
    if (!field.isImmutable() || !hasField) {
      return null;
    }
    if (field.kind() != Kind.REF) {
      return Constant.ofBits(field.kind(), Heap.getBits(object, field));
    }
    Object content = Heap.getRef(object, field);
    if (content != null && field.hasImmutableContents()) {
      arrays.add(content);
    }
    return Constant.ofRef(content);
  }

  private Constant item(Object array, Operation load) {
    boolean isKnown = arrays.contains(array) && load.argument(1) instanceof Constant;
    int index = isKnown ? ((Constant) load.argument(1)).asInt() : -1;
    if (index < 0 || index >= Array.getLength(array)) {
      return null;
    }
    ArrayDescr type = ArrayDescr.of(array.getClass().getComponentType());
    if (type.storage() != load.array().storage()
        && Aliases.canonical(type.storage()) != Aliases.canonical(load.array().storage())) {
      return null;
    }
    return type.kind() == Kind.REF
        ? Constant.ofRef(Heap.getItemRef(array, index))
        : Constant.ofBits(type.kind(), Heap.getItemBits(array, index, type.storage()));
  }
}
