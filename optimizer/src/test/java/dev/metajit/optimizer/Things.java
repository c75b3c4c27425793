package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.TextRecipe;
import dev.metajit.trace.TraceNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Set;

/** The classes, callees and objects that the traces of these tests speak of. */
final class Things {
  /** An object with one field of each sort. */
  static class Node {
    int value;
    long big;
    byte small;
    char letter;
    boolean flag;
    float single;
    double real;
    Node next;
    Object item;
    volatile int shared;
    int fixed;
    int[] table;
  }

  /** A node of another class. */
  static final class Leaf extends Node {}

  /** An interpreter's frame: locals and an operand stack. */
  static final class Frame {
    int pc;
    int sp;
    int acc;
    Object local;
    Object[] stack;
    int[] ints;
    long[] longs;
    Frame back;
  }

  /** May not be virtual. */
  static final class Finalized {
    int value;

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    protected void finalize() {
      value++;
    }
  }

  /** A box that is no class of the JDK; small ones are cached. */
  static final class Num {
    private static final Num[] CACHE = {new Num(0), new Num(1)};
    final int v;

    private Num(int v) {
      this.v = v;
    }

    static Num of(int v) {
      return v >= 0 && v < CACHE.length ? CACHE[v] : new Num(v);
    }
  }

  static final Node CONSTANT_NODE = new Node();

  static {
    CONSTANT_NODE.fixed = 42;
    CONSTANT_NODE.table = new int[] {10, 20, 30};
    FieldDescr.of(field(Node.class, "fixed")).markImmutable();
    FieldDescr.of(field(Node.class, "table")).markImmutableContents();
  }

  static int opaqueCalls;

  private Things() {}

  static java.lang.reflect.Field field(Class<?> owner, String name) {
    try {
      return owner.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  static FieldDescr descr(Class<?> owner, String name) {
    return FieldDescr.of(field(owner, name));
  }

  static int square(int value) {
    return value * value;
  }

  static int inverse(int value) {
    return 100 / value;
  }

  static void opaque(Object object) {
    opaqueCalls++;
    if (object instanceof Node node) {
      node.value += 7;
      node.big ^= 3;
    } else if (object instanceof Frame frame) {
      frame.acc += 5;
      if (frame.ints != null && frame.ints.length > 0) {
        frame.ints[0]++;
      }
    }
  }

  static int bump(Node node) {
    node.value++;
    return node.value;
  }

  static int readsValue(Node node) {
    return node.value + 1;
  }

  static int readsAll(Node node) {
    return node.value + (int) node.big;
  }

  static int version() {
    return 7;
  }

  static void touch() {
    opaqueCalls++;
  }

  static CallDescr call(String name, EffectInfo effect, Class<?> result, Class<?>... parameters) {
    try {
      return new CallDescr(
          "Things." + name,
          MethodHandles.lookup()
              .findStatic(Things.class, name, MethodType.methodType(result, parameters)),
          effect);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static CallDescr valueOf(Class<?> box, Class<?> primitive) {
    MethodType type = MethodType.methodType(box, primitive);
    return of(box, "valueOf", type, Extra.ELIDABLE_CANNOT_RAISE);
  }

  private static CallDescr of(Class<?> owner, String name, MethodType type, Extra extra) {
    try {
      return new CallDescr(
          owner.getName() + "." + name,
          MethodHandles.lookup().findStatic(owner, name, type),
          EffectInfo.of(extra));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static CallDescr num() {
    try {
      return CallDescr.ofBox(
          "Num.of",
          MethodHandles.lookup()
              .findStatic(Num.class, "of", MethodType.methodType(Num.class, int.class)),
          EffectInfo.of(Extra.ELIDABLE_CANNOT_RAISE),
          descr(Num.class, "v"));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static EffectInfo effect(Extra extra, Set<FieldDescr> reads, Set<FieldDescr> writes) {
    return new EffectInfo(extra, reads, writes, Set.of(), Set.of());
  }

  private static CallDescr question(String name, Class<?> result, Class<?>... parameters) {
    try {
      return new CallDescr(
          "java.lang.String." + name,
          MethodHandles.lookup()
              .findVirtual(String.class, name, MethodType.methodType(result, parameters)),
          EffectInfo.of(Extra.ELIDABLE_CAN_RAISE));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static CallDescr text(String name, Class<?> type) {
    try {
      return CallDescr.ofText(
          name,
          MethodHandles.lookup()
              .findStatic(String.class, "valueOf", MethodType.methodType(String.class, type)),
          TextRecipe.ofOne(type));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static String write(int number, long big, String string, char letter) {
    return "<" + number + big + string + letter;
  }

  private static CallDescr written() {
    List<Class<?>> types = List.of(int.class, long.class, String.class, char.class);
    try {
      return CallDescr.ofText(
          "written",
          MethodHandles.lookup()
              .findStatic(Things.class, "write", MethodType.methodType(String.class, types)),
          new TextRecipe(List.of("<", "", "", "", ""), types));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static CallDescr parsing(Class<?> owner, String name, Class<?> result) {
    MethodType type = MethodType.methodType(result, String.class);
    return of(owner, name, type, Extra.ELIDABLE_CAN_RAISE);
  }

  /** All of it, by name. */
  static TraceNames names() {
    Set<FieldDescr> value = Set.of(descr(Node.class, "value"));
    return new TraceNames()
        .with(Node.class, Leaf.class, Frame.class, Finalized.class, Integer.class, Long.class)
        .with(Double.class, Boolean.class, String.class, RuntimeException.class, Number.class)
        .with(ArithmeticException.class, NumberFormatException.class, Num.class)
        .object("one", Num.of(1))
        .object("seven", Num.of(7))
        .call(num())
        .object("node", CONSTANT_NODE)
        .object("table", CONSTANT_NODE.table)
        .object("other", new Node())
        .call(call("square", EffectInfo.of(Extra.ELIDABLE_CANNOT_RAISE), int.class, int.class))
        .call(call("inverse", EffectInfo.of(Extra.ELIDABLE_CAN_RAISE), int.class, int.class))
        .call(call("opaque", EffectInfo.RANDOM, void.class, Object.class))
        .call(call("touch", EffectInfo.RANDOM, void.class))
        .call(call("version", EffectInfo.of(Extra.LOOP_INVARIANT), int.class))
        .call(call("bump", effect(Extra.CANNOT_RAISE, value, value), int.class, Node.class))
        .call(
            call("readsValue", effect(Extra.CANNOT_RAISE, value, Set.of()), int.class, Node.class))
        .call(call("readsAll", EffectInfo.of(Extra.READS_ANYTHING), int.class, Node.class))
        .call("Integer.valueOf", valueOf(Integer.class, int.class))
        .call("java.lang.Integer.valueOf", valueOf(Integer.class, int.class))
        .call(parsing(Long.class, "parseLong", long.class))
        .call(NumberTexts.question(parsing(Long.class, "parseLong", long.class)))
        .call(parsing(Integer.class, "parseInt", int.class))
        .call(
            "java.lang.Integer.toString",
            of(
                Integer.class,
                "toString",
                MethodType.methodType(String.class, int.class),
                Extra.PURE_ALLOCATION))
        .object("a", "a")
        .object("abc", "abc")
        .call(Texts.LENGTH)
        .call(Texts.CHAR_AT)
        .call(Texts.CONCAT)
        .call(Texts.SUBSTRING)
        .call(Texts.INT_DIGITS)
        .call("Texts.digits(long)", Texts.LONG_DIGITS)
        .call(question("equals", boolean.class, Object.class))
        .call(question("hashCode", int.class))
        .call(text("number", int.class))
        .call(text("real", double.class))
        .call(written())
        .call("java.lang.Double.valueOf", valueOf(Double.class, double.class))
        .call("java.lang.Boolean.valueOf", valueOf(Boolean.class, boolean.class));
  }
}
