package dev.metajit.optimizer;

import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object that is not allocated: its parts are values. It is what is known about the variable
 * that would hold it.
 *
 * <p>{@link #type} says which flavour: {@link ClassDescr} an instance, {@link ArrayDescr} an array,
 * {@link CallDescr} what the call makes of its parts: a box, whose content its one part is, or some
 * other object.
 */
final class Virtual {
  private final Descr type;
  private final Class<?> exactClass;
  private final Map<FieldDescr, Value> fields = new LinkedHashMap<>();
  private final Value[] items;
  private boolean box;
  private int depth;
  private Value textLength;
  private boolean handedOver;
  private CallDescr completion;

  private Virtual(Descr type, Class<?> exactClass, int items) {
    this.type = type;
    this.exactClass = exactClass;
    this.items = new Value[items];
  }

  static Virtual instance(ClassDescr type) {
    return new Virtual(type, type.type(), 0);
  }

  static Virtual array(ArrayDescr type, int length) {
    return new Virtual(type, type.arrayClass(), length);
  }

  static Virtual box(CallDescr valueOf, Class<?> boxClass, Value value) {
    Virtual box = new Virtual(valueOf, boxClass, 1);
    box.items[0] = value;
    box.box = true;
    return box;
  }

  /**
   * What the call, a pure allocation, would make of the values.
   *
   * @param depth how many such objects stand in one another, with this one
   */
  static Virtual result(CallDescr call, List<Value> values, int depth) {
    Virtual result = new Virtual(call, call.resultClass(), values.size());
    for (int i = 0; i < values.size(); i++) {
      result.items[i] = values.get(i);
    }
    result.depth = depth;
    return result;
  }

  /** A virtual of the same type and length, without parts. */
  Virtual emptyCopy() {
    Virtual copy = new Virtual(type, exactClass, items.length);
    copy.box = box;
    copy.depth = depth;
    copy.completion = completion;
    return copy;
  }

  /** True if the other has the same type, length and completion, whatever its parts. */
  boolean isLike(Virtual other) {
    return type.equals(other.type)
        && exactClass == other.exactClass
        && completion == other.completion
        && items.length == other.items.length;
  }

  Descr type() {
    return type;
  }

  Class<?> exactClass() {
    return exactClass;
  }

  boolean isArray() {
    return type instanceof ArrayDescr;
  }

  /** True if a call makes it; until then nobody knows which object it will be. */
  boolean isResult() {
    return type instanceof CallDescr;
  }

  /** The field that holds a box's value, if a hint has made it known; else null. */
  FieldDescr boxed() {
    return type instanceof CallDescr call ? call.boxed() : null;
  }

  /** True if a call makes it and its part is its content. */
  boolean isBox() {
    return box;
  }

  /** How many objects that calls make stand in one another here: 1 if none of the parts is one. */
  int depth() {
    return depth;
  }

  /** How many characters the text has, if that was asked; else null. */
  Value textLength() {
    return textLength;
  }

  void setTextLength(Value length) {
    textLength = length;
  }

  /**
   * What is called with the object once it is allocated and has its fields, as what it does
   * concerns nobody before; null if nothing is.
   */
  CallDescr completion() {
    return completion;
  }

  void setCompletion(CallDescr call) {
    completion = call;
  }

  /** It belongs to a callee from now on. */
  void handOver() {
    handedOver = true;
  }

  /**
   * Makes sure that it has not been handed over.
   *
   * @throws InvalidLoopException if it has: somebody was to see it after all
   */
  void requireOwn() {
    if (handedOver) {
      throw new InvalidLoopException("an object that a callee has taken over");
    }
  }

  /** The array's length. */
  int length() {
    return items.length;
  }

  /** The fields that were stored to, in the order of the first store. */
  List<FieldDescr> fields() {
    return List.copyOf(fields.keySet());
  }

  /** A field's value: zero unless stored; a box's only field is its value. */
  Value field(FieldDescr field) {
    if (isBox()) {
      return items[0];
    }
    Value value = fields.get(field);
    return value != null ? value : zero(field.kind());
  }

  void setField(FieldDescr field, Value value) {
    fields.put(field, value);
  }

  /** An element's value, or null if it was not stored. */
  Value item(int index) {
    return items[index];
  }

  void setItem(int index, Value value) {
    items[index] = value;
  }

  /** Fields in order, or elements from 0 (null where not stored), or the boxed value. */
  List<Value> parts() {
    return type instanceof ClassDescr
        ? new ArrayList<>(fields.values())
        : Arrays.asList(items.clone());
  }

  /** Sets part {@code index} of {@link #parts}; the field is ignored but for an instance. */
  void setPart(int index, FieldDescr field, Value value) {
    if (field != null) {
      fields.put(field, value);
    } else {
      items[index] = value;
    }
  }

  /** The value that memory of this kind holds after allocation. */
  static Constant zero(Kind kind) {
    return kind == Kind.REF ? Constant.NULL : Constant.ofBits(kind, 0);
  }
}
