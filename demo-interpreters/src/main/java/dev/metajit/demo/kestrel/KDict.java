package dev.metajit.demo.kestrel;

import java.util.LinkedHashMap;
import java.util.Map;

/** A guest dict: keys in the order in which they were first put. */
final class KDict {
  /** From a {@linkplain #key normalized key} to its value. */
  final Map<Object, Object> entries = new LinkedHashMap<>();

  /** The value of a key, or {@code otherwise}. */
  Object get(Object key, Object otherwise) {
    Object value = entries.get(key(key));
    return value != null ? value : missing(key, otherwise);
  }

  /** A null from the map is a nil value or no entry. */
  private Object missing(Object key, Object otherwise) {
    return entries.containsKey(key(key)) ? null : otherwise;
  }

  void put(Object key, Object value) {
    entries.put(key(key), value);
  }

  boolean contains(Object key) {
    return entries.containsKey(key(key));
  }

  /** Removes an entry; returns its value, or {@code otherwise}. */
  Object remove(Object key, Object otherwise) {
    Object normalized = key(key);
    return entries.containsKey(normalized) ? entries.remove(normalized) : otherwise;
  }

  int size() {
    return entries.size();
  }

  KList keys() {
    return new KList(entries.keySet().toArray());
  }

  KList values() {
    return new KList(entries.values().toArray());
  }

  /**
   * What a key is in the map: keys that are equal in the guest are equal there. Ints, strings and
   * most others are themselves; a float with an integer value is that integer.
   *
   * @throws KestrelException if the key is a list or a dict, which can change
   */
  private static Object key(Object key) {
    if (key instanceof String || key instanceof Long) {
      return key;
    }
    return unusualKey(key);
  }

  private static Object unusualKey(Object key) {
    if (key instanceof KList || key instanceof KDict) {
      throw new KestrelException(
          ErrorKind.TYPE, "a " + Conversions.typeName(key) + " cannot be a key");
    }
    if (key instanceof Double number && number == Math.rint(number) && !number.isInfinite()) {
      return Conversions.toInt(number);
    }
    return key;
  }
}
