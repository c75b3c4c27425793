package dev.metajit.metainterp;

import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is known of references while recording, so that guards and loads are answered before they
 * are recorded (RPython's {@code heapcache.py}). Forgotten at each loop header.
 *
 * <p>Variables compare by identity, constants by value, so both may be keys.
 */
final class HeapCache {
  private record Item(Value array, Value index) {}

  private final Map<Value, Class<?>> classes = new HashMap<>();
  private final Set<Value> nonNull = new HashSet<>();
  private final Set<Value> fresh = new HashSet<>();
  private final Map<Value, Value> lengths = new HashMap<>();
  private final Map<Value, Integer> textLimits = new HashMap<>();
  private final Set<Value> texts = new HashSet<>();
  private final Set<Item> inBounds = new HashSet<>();
  private final Map<FieldDescr, Map<Value, Value>> fields = new HashMap<>();
  private final Map<Storage, Map<Item, Value>> items = new EnumMap<>(Storage.class);
  private boolean validity;
  private final Map<Object, Boolean> immutableContainers = new IdentityHashMap<>();

  void reset() {
    classes.clear();
    nonNull.clear();
    fresh.clear();
    lengths.clear();
    textLimits.clear();
    texts.clear();
    inBounds.clear();
    fields.clear();
    items.clear();
    validity = false;
  }

  /** True if the trace has asked whether classes are what they were, and nothing happened since. */
  boolean isValidityKnown() {
    return validity;
  }

  void learnValidity() {
    validity = true;
  }

  /** The exact class of the object, or null if it is not known. */
  Class<?> knownClass(Value ref) {
    return classes.get(ref);
  }

  void learnClass(Value ref, Class<?> type) {
    classes.put(ref, type);
    nonNull.add(ref);
  }

  boolean isNonNull(Value ref) {
    return nonNull.contains(ref);
  }

  void learnNonNull(Value ref) {
    nonNull.add(ref);
  }

  /** A new object, which nothing else refers to. */
  void learnFresh(Value ref, Class<?> type) {
    learnClass(ref, type);
    fresh.add(ref);
  }

  /** The object may be reached from elsewhere from now on. */
  void escape(Value ref) {
    fresh.remove(ref);
  }

  boolean isFresh(Value ref) {
    return fresh.contains(ref);
  }

  Value length(Value array) {
    return lengths.get(array);
  }

  void learnLength(Value array, Value length) {
    lengths.put(array, length);
  }

  /** True if the string was put together in the trace. */
  boolean isText(Value string) {
    return texts.contains(string);
  }

  /** The string was put together in the trace, and is not longer than this. */
  void learnText(Value string, int limit) {
    learnClass(string, String.class);
    texts.add(string);
    learnTextLimit(string, limit);
  }

  /** The most characters that the string may have, as far as is known; or null. */
  Integer textLimit(Value string) {
    return textLimits.get(string);
  }

  void learnTextLimit(Value string, int limit) {
    textLimits.merge(string, limit, Math::min);
  }

  boolean isInBounds(Value array, Value index) {
    return inBounds.contains(new Item(array, index));
  }

  void learnInBounds(Value array, Value index) {
    inBounds.add(new Item(array, index));
  }

  Value field(Value object, FieldDescr field) {
    Map<Value, Value> known = fields.get(field);
    return known == null ? null : known.get(object);
  }

  void learnField(Value object, FieldDescr field, Value value) {
    fields.computeIfAbsent(field, key -> new HashMap<>()).put(object, value);
  }

  /**
   * The field of this object was written; the same field of objects that may be the same one is not
   * known any more.
   */
  void writeField(Value object, FieldDescr field) {
    Map<Value, Value> known = fields.get(field);
    if (known != null) {
      boolean distinct = isFresh(object);
      known.keySet().removeIf(other -> other.equals(object) || !(distinct || isFresh(other)));
    }
  }

  /** A loaded value has turned out to be this constant. */
  void replace(Value old, Value constant) {
    fields.values().forEach(known -> known.replaceAll((o, v) -> v == old ? constant : v));
    items.values().forEach(known -> known.replaceAll((i, v) -> v == old ? constant : v));
  }

  Value item(Value array, Value index, Storage storage) {
    Map<Item, Value> known = items.get(storage);
    return known == null ? null : known.get(new Item(array, index));
  }

  void learnItem(Value array, Value index, Storage storage, Value value) {
    items.computeIfAbsent(storage, key -> new HashMap<>()).put(new Item(array, index), value);
  }

  /** An element was written: what may be the same element is not known any more. */
  void writeItem(Value array, Value index, Storage storage) {
    Map<Item, Value> known = items.get(storage);
    if (known != null) {
      known.keySet().removeIf(item -> mayBeSame(item, array, index));
    }
  }

  /** Some bytes of a {@code byte[]} were written. */
  void writeBytes() {
    items.remove(Storage.BYTE);
  }

  private boolean mayBeSame(Item item, Value array, Value index) {
    boolean sameArray = item.array().equals(array);
    boolean distinctArrays = !sameArray && (isFresh(array) || isFresh(item.array()));
    boolean distinctIndexes =
        item.index().isConstant() && index.isConstant() && !item.index().equals(index);
    return !distinctArrays && !distinctIndexes;
  }

  /** A call was made: what it may have written is not known any more. */
  void call(EffectInfo effect, Value... arguments) {
    if (effect.isElidable()) {
      return;
    }
    validity = false;
    for (Value argument : arguments) {
      fresh.remove(argument);
    }
    fields.entrySet().removeIf(e -> !e.getKey().isImmutable() && effect.mayWrite(e.getKey()));
    items.keySet().removeIf(effect::mayWriteArray);
  }

  /** The elements of this array or collection do not change; null is let pass. */
  void learnImmutable(Object container) {
    if (container != null) {
      immutableContainers.put(container, Boolean.TRUE);
    }
  }

  boolean isImmutable(Object container) {
    return immutableContainers.containsKey(container);
  }
}
