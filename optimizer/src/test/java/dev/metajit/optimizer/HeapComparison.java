package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Compares two object graphs: the same shape, the same contents, the same sharing. */
final class HeapComparison {
  private final Map<Object, Object> left = new IdentityHashMap<>();
  private final Map<Object, Object> right = new IdentityHashMap<>();

  /** A description of the first difference, or null. */
  String compare(List<Constant> one, List<Constant> other) {
    if (one.size() != other.size()) {
      return "sizes " + one + " and " + other;
    }
    for (int i = 0; i < one.size(); i++) {
      String difference = compare("value " + i, one.get(i), other.get(i));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private String compare(String path, Constant one, Constant other) {
    if (one.kind() != other.kind() || one.bits() != other.bits()) {
      return path + ": " + one.bits() + " and " + other.bits();
    }
    return compareObjects(path, one.ref(), other.ref());
  }

  private String compareObjects(String path, Object one, Object other) {
    if (one == null || other == null) {
      return one == other ? null : path + ": " + one + " and " + other;
    }
    Object known = left.put(one, other);
    Object knownBack = right.put(other, one);
    if (known != null || knownBack != null) {
      return known == other && knownBack == one ? null : path + ": shared otherwise";
    }
    if (one.getClass() != other.getClass()) {
      return path + ": " + one.getClass() + " and " + other.getClass();
    }
    try {
      return one.getClass().isArray()
          ? compareArrays(path, one, other)
          : compareFields(path, one, other);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private String compareArrays(String path, Object one, Object other) {
    if (Array.getLength(one) != Array.getLength(other)) {
      return path + ": lengths";
    }
    boolean primitive = one.getClass().getComponentType().isPrimitive();
    for (int i = 0; i < Array.getLength(one); i++) {
      Object a = Array.get(one, i);
      Object b = Array.get(other, i);
      String at = path + "[" + i + "]";
      String difference =
          !primitive ? compareObjects(at, a, b) : a.equals(b) ? null : at + ": " + a + ", " + b;
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private String compareFields(String path, Object one, Object other)
      throws IllegalAccessException {
    if (one instanceof Number || one instanceof Boolean || one instanceof Throwable) {
      return one.equals(other) || one instanceof Throwable
          ? null
          : path + ": " + one + ", " + other;
    }
    for (Class<?> type = one.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          String difference = compareField(path + "." + field.getName(), field, one, other);
          if (difference != null) {
            return difference;
          }
        }
      }
    }
    return null;
  }

  private String compareField(String path, Field field, Object one, Object other)
      throws IllegalAccessException {
    Object a = field.get(one);
    Object b = field.get(other);
    if (field.getType().isPrimitive()) {
      return a.equals(b) ? null : path + ": " + a + " and " + b;
    }
    return compareObjects(path, a, b);
  }
}
