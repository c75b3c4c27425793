package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The methods that box a primitive: the JDK's {@code valueOf}s, and those that a hint names ({@link
 * CallDescr#boxed}).
 */
public final class Boxes {
  private static final Map<String, Class<?>> CLASSES =
      Map.of(
          "java.lang.Integer.valueOf", Integer.class,
          "java.lang.Long.valueOf", Long.class,
          "java.lang.Short.valueOf", Short.class,
          "java.lang.Byte.valueOf", Byte.class,
          "java.lang.Character.valueOf", Character.class,
          "java.lang.Boolean.valueOf", Boolean.class,
          "java.lang.Float.valueOf", Float.class,
          "java.lang.Double.valueOf", Double.class);

  private static final Set<Class<?>> ALWAYS_CACHED = Set.of(Boolean.class, Byte.class);

  private Boxes() {}

  /** The class of the box that the call makes of a primitive, or null if it is no such call. */
  static Class<?> boxClass(CallDescr call) {
    if (call.boxed() != null) {
      return call.boxed().owner();
    }
    boolean fromPrimitive = call.parameters().size() == 1 && call.parameters().get(0).isPrimitive();
    return fromPrimitive && !call.effect().canRaise() ? CLASSES.get(call.name()) : null;
  }

  /** True if two calls with the same argument may give different objects. */
  static boolean makesNewObjects(CallDescr call) {
    Class<?> type = boxClass(call);
    return type != null && !ALWAYS_CACHED.contains(type);
  }

  /**
   * True if an elidable call may be done once for all while recording or optimizing: it does not
   * give another box each time.
   *
   * @param arguments constants
   */
  public static boolean isFoldable(CallDescr call, List<Value> arguments) {
    return boxClass(call) == null || isCached(call, (Constant) arguments.get(0));
  }

  /** True if the call gives the same box for this value every time, on every JVM. */
  private static boolean isCached(CallDescr call, Constant value) {
    if (call.boxed() != null) {
      Object box = box(call, value);
      return box != null && box == box(call, value);
    }
    return isCached(boxClass(call), value.bits());
  }

  /** What the call gives, or null if it fails after all. */
  private static Object box(CallDescr call, Constant value) {
    try {
      return call.target()
          .invokeWithArguments(
              switch (value.kind()) {
                case INT -> (Object) value.asInt();
                case LONG -> value.asLong();
                case FLOAT -> value.asFloat();
                default -> value.asDouble();
              });
    } catch (Throwable e) {
      return null;
    }
  }

  private static boolean isCached(Class<?> boxClass, long value) {
    if (boxClass == Float.class || boxClass == Double.class) {
      return false;
    }
    return ALWAYS_CACHED.contains(boxClass) || (value >= -128 && value <= 127);
  }

  /**
   * The constant as a virtual box like this one, if {@code valueOf} would give the same object;
   * else null.
   */
  static Virtual virtual(Virtual like, Value value) {
    if (!like.isBox()
        || !(value instanceof Constant constant)
        || constant.ref() == null
        || constant.ref().getClass() != like.exactClass()) {
      return null;
    }
    if (like.boxed() != null) {
      return declared(like, constant.ref());
    }
    Constant content = content(constant.ref());
    boolean isSame =
        content != null
            && isCached(like.exactClass(), content.bits())
            && isCachedObject(constant.ref());
    return isSame ? Virtual.box((CallDescr) like.type(), like.exactClass(), content) : null;
  }

  private static Virtual declared(Virtual like, Object box) {
    FieldDescr field = like.boxed();
    Constant content = Constant.ofBits(field.kind(), Heap.getBits(box, field));
    CallDescr call = (CallDescr) like.type();
    return box(call, content) == box ? Virtual.box(call, like.exactClass(), content) : null;
  }

  /** True if {@code valueOf} gives this very object, rather than one that a constructor made. */
  private static boolean isCachedObject(Object box) {
    if (box instanceof Long number) {
      return box == Long.valueOf(number);
    }
    if (box instanceof Integer number) {
      return box == Integer.valueOf(number);
    }
    if (box instanceof Short number) {
      return box == Short.valueOf(number);
    }
    if (box instanceof Byte number) {
      return box == Byte.valueOf(number);
    }
    return box instanceof Character character
        ? box == Character.valueOf(character)
        : box == Boolean.TRUE || box == Boolean.FALSE;
  }

  private static Constant content(Object box) {
    if (box instanceof Long number) {
      return Constant.ofLong(number);
    }
    if (box instanceof Character character) {
      return Constant.ofInt(character);
    }
    if (box instanceof Boolean truth) {
      return Constant.ofBoolean(truth);
    }
    return box instanceof Integer || box instanceof Short || box instanceof Byte
        ? Constant.ofInt(((Number) box).intValue())
        : null;
  }
}
