package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.program.Expression;
import dev.metajit.fuzz.program.ValueType;
import dev.metajit.fuzz.world.Phrases;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The members that random arms may use: public ones of the world's classes, and some of the JDK.
 */
final class Members {
  /** A field. */
  record FieldMember(
      ValueType owner, String name, ValueType type, boolean isStatic, boolean isFinal) {}

  /** A method or constructor; the parameters begin with the target, if there is one. */
  record MethodMember(
      int opcode,
      Class<?> owner,
      String name,
      String descriptor,
      ValueType type,
      List<ValueType> parameters) {}

  private static final List<ValueType> OWNERS =
      List.of(
          ValueType.NODE,
          ValueType.LEAF,
          ValueType.BRANCH,
          ValueType.CIRCLE,
          ValueType.SHAPE,
          ValueType.GUEST_ERROR,
          ValueType.LAZY,
          ValueType.BROKEN,
          ValueType.TOOLBOX);

  private static final List<String> MATH =
      List.of(
          "abs",
          "max",
          "min",
          "addExact",
          "subtractExact",
          "multiplyExact",
          "negateExact",
          "incrementExact",
          "toIntExact",
          "floorDiv",
          "floorMod",
          "sqrt",
          "round",
          "rint",
          "floor",
          "ceil",
          "signum",
          "multiplyHigh",
          "fma");

  private static final List<String> BITS =
      List.of(
          "bitCount",
          "numberOfLeadingZeros",
          "numberOfTrailingZeros",
          "rotateLeft",
          "rotateRight",
          "reverseBytes",
          "highestOneBit",
          "lowestOneBit",
          "compare",
          "compareUnsigned",
          "divideUnsigned",
          "remainderUnsigned",
          "valueOf",
          "intValue",
          "longValue",
          "doubleValue",
          "floatValue",
          "equals",
          "hashCode",
          "signum",
          "sum",
          "isNaN",
          "isInfinite",
          "doubleToLongBits",
          "longBitsToDouble",
          "compareTo");

  private static final List<String> TEXT = List.of("length", "charAt", "isEmpty", "equals");

  static final List<FieldMember> FIELDS = new ArrayList<>();
  static final List<MethodMember> METHODS = new ArrayList<>();

  /** What is done with strings. */
  static final List<MethodMember> PHRASES = new ArrayList<>();

  static final List<MethodMember> CONSTRUCTORS = new ArrayList<>();

  static {
    for (ValueType owner : OWNERS) {
      addFields(owner);
      addMethods(owner.javaClass(), null, METHODS);
      for (Constructor<?> constructor : owner.javaClass().getConstructors()) {
        List<ValueType> parameters = parameters(constructor);
        String descriptor = Type.getConstructorDescriptor(constructor);
        if (!parameters.contains(null)) {
          CONSTRUCTORS.add(
              new MethodMember(
                  Opcodes.INVOKESPECIAL,
                  owner.javaClass(),
                  "<init>",
                  descriptor,
                  owner,
                  parameters));
        }
      }
    }
    addMethods(Math.class, MATH, METHODS);
    addMethods(Integer.class, BITS, METHODS);
    addMethods(Long.class, BITS, METHODS);
    addMethods(Double.class, BITS, METHODS);
    addMethods(String.class, TEXT, METHODS);
    addMethods(Phrases.class, null, PHRASES);
    METHODS.sort(order());
    PHRASES.sort(order());
    CONSTRUCTORS.sort(order());
    FIELDS.sort(Comparator.comparing(FieldMember::toString));
  }

  private Members() {}

  /** Reflection gives members in no particular order; seeds need one. */
  private static Comparator<MethodMember> order() {
    return Comparator.comparing(
        member -> member.owner().getName() + member.name() + member.descriptor());
  }

  private static void addFields(ValueType owner) {
    for (Field field : owner.javaClass().getDeclaredFields()) {
      ValueType type = ValueType.of(field.getType());
      if (Modifier.isPublic(field.getModifiers()) && type != null) {
        boolean isFinal = Modifier.isFinal(field.getModifiers());
        FIELDS.add(
            new FieldMember(
                owner, field.getName(), type, Modifier.isStatic(field.getModifiers()), isFinal));
      }
    }
  }

  private static void addMethods(Class<?> owner, List<String> names, List<MethodMember> members) {
    for (Method method : owner.getDeclaredMethods()) {
      boolean isWanted = names == null || names.contains(method.getName());
      ValueType type = ValueType.of(method.getReturnType());
      if (isWanted
          && Modifier.isPublic(method.getModifiers())
          && !method.isBridge()
          && type != null) {
        List<ValueType> parameters = new ArrayList<>(parameters(method));
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        if (!isStatic) {
          parameters.add(0, ValueType.of(owner));
        }
        if (!parameters.contains(null) && !hasNarrow(parameters)) {
          members.add(
              new MethodMember(
                  opcode(owner, isStatic),
                  owner,
                  method.getName(),
                  Type.getMethodDescriptor(method),
                  type,
                  parameters));
        }
      }
    }
  }

  private static int opcode(Class<?> owner, boolean isStatic) {
    if (isStatic) {
      return Opcodes.INVOKESTATIC;
    }
    return owner.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
  }

  private static List<ValueType> parameters(Executable executable) {
    return Arrays.stream(executable.getParameterTypes()).map(ValueType::of).toList();
  }

  /** Arms have no values of narrow types to give. */
  private static boolean hasNarrow(List<ValueType> parameters) {
    return parameters.stream().anyMatch(type -> type.kind() != type);
  }

  /** The method of this name with this result; the first if there are several. */
  static MethodMember method(Class<?> owner, String name, ValueType type) {
    return METHODS.stream()
        .filter(one -> one.owner() == owner && one.name().equals(name) && one.type() == type)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(owner + "." + name));
  }

  /** A call of the method. */
  static Expression call(MethodMember method, List<Expression> arguments) {
    return new Expression.Call(
        method.opcode(),
        Type.getInternalName(method.owner()),
        method.name(),
        method.descriptor(),
        method.type(),
        arguments,
        method.owner().isInterface());
  }
}
